package io.headroom.engine.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeState;
import io.headroom.engine.builders.FleetBuilder;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.engine.placement.emptying.EmptyingPlan.Stays;
import io.headroom.engine.placement.emptying.EmptyingPlan.Why;
import io.headroom.engine.placement.emptying.ToEmpty;
import io.headroom.engine.placement.emptying.ToEmpty.Asked;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.idOf;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static io.headroom.engine.placement.HalfEmpty.asked;
import static io.headroom.engine.placement.HalfEmpty.facts;
import static io.headroom.engine.placement.HalfEmpty.five;
import static io.headroom.engine.placement.HalfEmpty.fleet;
import static io.headroom.engine.placement.HalfEmpty.plan;
import static io.headroom.engine.placement.HalfEmpty.underWay;
import static io.headroom.engine.placement.HalfEmpty.usual;
import static io.headroom.engine.placement.HalfEmpty.whyNot;
import static io.headroom.engine.placement.Scattered.GRACE;
import static io.headroom.engine.placement.Scattered.HOUR;
import static io.headroom.engine.placement.Scattered.TEN_MINUTES;
import static io.headroom.engine.placement.Scattered.moving;
import static io.headroom.engine.placement.Scattered.small;
import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of nodes that are emptied from plan to plan: gone on with, done, and called off.
class EmptiedTest {

    @Test
    void it_takes_nothing_new_and_what_runs_on_it_leaves_after_its_grace() {
        Emptying decided = plan(usual()).emptying().underWay().getFirst();
        PlacementFacts more =
                underWay(facts(fleet(small("a")), queueOf(aWorkload().named("late"))), decided);
        PlacementPlan then = plan(more);
        assertThat(then).placesOn("late", "node-2");
        assertThat(then.emptying().underWay()).containsExactly(decided);
        PlacementPlan due = PlacementPlanner.plan(more, moving(4), NOON.plus(GRACE));
        assertThat(due.emptying().leaves())
                .extracting(EmptyingPlan.Leaves::workload)
                .containsExactly(idOf("a"));
    }

    @Test
    void once_it_has_left_it_takes_its_new_place_and_the_node_may_go() {
        Emptying decided = plan(usual()).emptying().underWay().getFirst();
        PlacementFacts left =
                underWay(
                                facts(
                                        aFleet().with(nodes())
                                                .with(nodes().holding(five(), 0, 1, 2, 3, 4))
                                                .build(),
                                        queueOf(
                                                small("a"),
                                                aWorkload().withPriority(9).named("urgent"))),
                                decided)
                        .withRunning(List.of(five().since(HOUR, TEN_MINUTES)));
        PlacementPlan plan = plan(left);
        assertThat(plan).placesOn("a", "node-2").places(2);
        assertThat(plan.emptying().done()).containsExactly(decided);
        assertThat(plan.emptying().underWay()).isEmpty();
    }

    @Test
    void who_ends_by_itself_meanwhile_was_not_moved() {
        Emptying decided = plan(usual()).emptying().underWay().getFirst();
        PlacementFacts ended =
                underWay(facts(aFleet().with(nodes()).build(), queueOf()), decided)
                        .withRunning(List.of());
        assertThat(plan(ended).emptying().done())
                .singleElement()
                .satisfies(done -> assertThat(done.victims()).isEmpty());
    }

    @Test
    void it_is_called_off_for_who_waits_and_takes_it_at_once() {
        Emptying decided = plan(usual()).emptying().underWay().getFirst();
        PlacementPlan plan =
                plan(
                        underWay(
                                facts(
                                        fleet(small("a")),
                                        queueOf(aWorkload().needing(6).named("late"))),
                                decided));
        assertThat(plan).placesOn("late", "node-1");
        assertThat(plan.shortfall()).isEmpty();
        assertThat(plan.emptying().underWay()).isEmpty();
        assertThat(plan.emptying().stays()).extracting(Stays::why).contains(Why.WORK_WAITS);
    }

    @Test
    void it_is_called_off_where_it_leaves_or_its_lane_moves_nobody_any_more() {
        Emptying decided = plan(usual()).emptying().underWay().getFirst();
        Fleet draining =
                aFleet().with(nodes().inState(NodeState.DRAINING).holding(small("a"), 0, 1))
                        .with(nodes().holding(five(), 0, 1, 2, 3, 4))
                        .build();
        assertThat(whyNot(underWay(facts(draining, queueOf()), decided)))
                .isEqualTo(Why.LEAVES_ALREADY);
        PlacementPlan closed =
                PlacementPlanner.plan(underWay(usual(), decided), PlacementPolicy.DEFAULTS, NOON);
        assertThat(closed.emptying().underWay()).isEmpty();
    }

    /// Each plan is checked by [io.headroom.engine.placement.check.PlanCheck] as well, which counts places anew.
    @Test
    void random_fleets_are_emptied_to_the_end_and_nobody_is_left_without_a_place() {
        int emptied = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            FleetBuilder fleet = aFleet();
            List<Running> running = new ArrayList<>();
            List<Asked> asked = new ArrayList<>();
            for (int n = 0; n < 6; n++) {
                NodeBuilder node = nodes();
                int used = 0;
                while (used < 7 && random.nextInt(3) > 0) {
                    int gpus = 1 + random.nextInt(Math.min(3, 8 - used));
                    WorkloadBuilder work = aWorkload().needing(gpus).named("w" + n + "-" + used);
                    Integer[] devices = new Integer[gpus];
                    for (int i = 0; i < gpus; i++) {
                        devices[i] = used + i;
                    }
                    node = node.holding(work, devices);
                    Duration every = random.nextInt(5) == 0 ? null : TEN_MINUTES;
                    running.add(work.since(HOUR, every));
                    used += gpus;
                }
                fleet = fleet.with(node);
                asked.add(asked(NodeBuilder.idOf("node-" + (n + 1)), "20"));
            }
            PlacementFacts facts =
                    PlacementFacts.of(fleet.build(), queueOf())
                            .withRunning(running)
                            .withEmptying(new ToEmpty(asked, List.of(), List.of()));
            EmptyingPlan plan = plan(facts).emptying();
            Instant due = NOON.plus(GRACE);
            PlacementPlan then =
                    PlacementPlanner.plan(
                            facts.withEmptying(new ToEmpty(List.of(), plan.underWay(), List.of())),
                            moving(4),
                            due);
            assertThat(then.emptying().underWay()).isEqualTo(plan.underWay());
            assertThat(then.emptying().leaves())
                    .hasSize(plan.underWay().stream().mapToInt(e -> e.moves().size()).sum());
            emptied += plan.underWay().size();
        }
        assertThat(emptied).isGreaterThan(50);
    }
}
