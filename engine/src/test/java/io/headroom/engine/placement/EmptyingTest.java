package io.headroom.engine.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.builders.FleetBuilder;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.engine.placement.emptying.EmptyingPlan.Stays;
import io.headroom.engine.placement.emptying.EmptyingPlan.Why;
import io.headroom.engine.placement.emptying.ToEmpty;
import io.headroom.engine.placement.emptying.ToEmpty.Asked;
import io.headroom.engine.placement.preemption.Preemption.Worth;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.idOf;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static io.headroom.engine.placement.Scattered.GRACE;
import static io.headroom.engine.placement.Scattered.HOUR;
import static io.headroom.engine.placement.Scattered.TEN_MINUTES;
import static io.headroom.engine.placement.Scattered.large;
import static io.headroom.engine.placement.Scattered.moving;
import static io.headroom.engine.placement.Scattered.small;
import static org.assertj.core.api.Assertions.assertThat;

/// A node costs more than moving what runs on it: when it is emptied, and when not.
class EmptyingTest {

    private static final NodeId FIRST = NodeBuilder.idOf("node-1");
    private static final NodeId SECOND = NodeBuilder.idOf("node-2");
    private static final NodeId THIRD = NodeBuilder.idOf("node-3");

    private static WorkloadBuilder five() {
        return aWorkload().needing(5).named("b");
    }

    /// Two GPUs in use on the first node, five on the second.
    private static Fleet fleet(WorkloadBuilder first) {
        return aFleet().with(nodes().holding(first, 0, 1))
                .with(nodes().holding(five(), 0, 1, 2, 3, 4))
                .build();
    }

    private static Asked asked(NodeId node, String perHour) {
        return new Asked(node, 7, Money.of(perHour), HOUR, 1.5, NOON.minus(HOUR));
    }

    private static PlacementFacts facts(Fleet fleet, Queue queue, Asked... asked) {
        return PlacementFacts.of(fleet, queue)
                .withRunning(
                        List.of(
                                small("a").since(HOUR, TEN_MINUTES),
                                five().since(HOUR, TEN_MINUTES)))
                .withEmptying(new ToEmpty(List.of(asked), List.of(), List.of()));
    }

    private static PlacementFacts usual() {
        return facts(fleet(small("a")), queueOf(), asked(FIRST, "20"));
    }

    private static PlacementPlan plan(PlacementFacts facts) {
        return PlacementPlanner.plan(facts, moving(4), NOON);
    }

    private static Why whyNot(PlacementFacts facts) {
        EmptyingPlan plan = plan(facts).emptying();
        assertThat(plan.underWay()).isEmpty();
        return plan.stays().getFirst().why();
    }

    @Test
    void what_runs_on_it_gets_places_elsewhere_and_both_sums_are_said() {
        PlacementPlan plan = plan(usual());
        assertThat(plan).placesNothing().leavesNothingPending();
        Emptying decided = plan.emptying().underWay().getFirst();
        assertThat(decided.node()).isEqualTo(FIRST);
        assertThat(decided.workloads()).containsExactly(idOf("a"));
        assertThat(decided.moves().getFirst().seats()).allMatch(seat -> seat.node().equals(SECOND));
        assertThat(decided.notBefore()).isEqualTo(NOON.plus(GRACE));
        // Two GPUs at a dollar each for a quarter of an hour, against an hour of the node.
        assertThat(decided.worth()).isEqualTo(new Worth(Money.of("0.50"), Money.of("20")));
        assertThat(plan.emptying().leaves()).isEmpty();
        assertThat(plan.emptying().done()).isEmpty();
    }

    @Test
    void it_stays_where_moving_loses_too_much_for_what_it_saves() {
        assertThat(whyNot(facts(fleet(small("a")), queueOf(), asked(FIRST, "0.74"))))
                .isEqualTo(Why.DOES_NOT_PAY);
        assertThat(
                        plan(facts(fleet(small("a")), queueOf(), asked(FIRST, "0.75")))
                                .emptying()
                                .underWay())
                .hasSize(1);
    }

    @Test
    void what_ends_soon_by_itself_is_not_moved() {
        Fleet ending = fleet(small("a").running(GRACE.plusSeconds(60)));
        assertThat(whyNot(facts(ending, queueOf(), asked(FIRST, "20"))))
                .isEqualTo(Why.DOES_NOT_PAY);
        Fleet half = fleet(small("a").running(GRACE.plusMinutes(30)));
        assertThat(
                        plan(facts(half, queueOf(), asked(FIRST, "20")))
                                .emptying()
                                .underWay()
                                .getFirst()
                                .worth()
                                .saves())
                .isEqualTo(Money.of("10"));
    }

    @Test
    void nobody_is_moved_who_may_not_be() {
        PlacementPlan closed = PlacementPlanner.plan(usual(), PlacementPolicy.DEFAULTS, NOON);
        assertThat(closed.emptying().stays()).extracting(Stays::why).containsExactly(Why.LANE);
        assertThat(whyNot(usual().withRunning(List.of(small("a").since(HOUR, null)))))
                .isEqualTo(Why.NOT_MOVABLE);
        assertThat(whyNot(usual().withPreemptions(List.of(), List.of(idOf("a")))))
                .isEqualTo(Why.NOT_MOVABLE);
        assertThat(
                        whyNot(
                                usual().withEmptying(
                                                new ToEmpty(
                                                        List.of(asked(FIRST, "20")),
                                                        List.of(),
                                                        List.of(idOf("a"))))))
                .isEqualTo(Why.MOVED_LATELY);
    }

    @Test
    void an_idle_node_is_no_room() {
        Fleet full =
                aFleet().with(nodes().holding(small("a"), 0, 1))
                        .with(
                                nodes().holding(
                                                aWorkload().needing(7).named("b"),
                                                0,
                                                1,
                                                2,
                                                3,
                                                4,
                                                5,
                                                6))
                        .with(nodes())
                        .build();
        assertThat(whyNot(facts(full, queueOf(), asked(FIRST, "20")))).isEqualTo(Why.NO_ROOM);
    }

    @Test
    void nothing_is_emptied_while_work_waits_in_the_lane() {
        Queue waits = queueOf(large().withCpus(500));
        assertThat(whyNot(facts(fleet(small("a")), waits, asked(FIRST, "20"))))
                .isEqualTo(Why.WORK_WAITS);
    }

    @Test
    void an_empty_one_may_go_at_once() {
        Fleet fleet = aFleet().with(nodes()).build();
        assertThat(plan(facts(fleet, queueOf(), asked(FIRST, "20"))).emptying().done())
                .extracting(Emptying::node)
                .containsExactly(FIRST);
    }

    @Test
    void of_several_the_one_that_saves_most_for_what_it_loses_goes_first() {
        Fleet fleet =
                aFleet().with(nodes().holding(small("a"), 0, 1))
                        .with(nodes().holding(five(), 0, 1, 2, 3, 4))
                        .with(nodes().holding(small("c"), 0, 1))
                        .build();
        List<Running> running =
                List.of(
                        small("a").since(HOUR, HOUR),
                        five().since(HOUR, TEN_MINUTES),
                        small("c").since(HOUR, TEN_MINUTES));
        PlacementFacts facts =
                facts(fleet, queueOf(), asked(FIRST, "20"), asked(THIRD, "20"))
                        .withRunning(running);
        // The fresher checkpoint loses less; its places are kept, so that nobody leaves them.
        EmptyingPlan plan = plan(facts).emptying();
        assertThat(plan.underWay()).extracting(Emptying::node).containsExactly(THIRD);
        assertThat(plan.stays()).extracting(Stays::node).containsExactly(FIRST);
        PlacementFacts dearer =
                facts(fleet, queueOf(), asked(FIRST, "100"), asked(THIRD, "20"))
                        .withRunning(running);
        assertThat(plan(dearer).emptying().underWay())
                .extracting(Emptying::node)
                .containsExactly(FIRST);
    }

    private static PlacementFacts underWay(PlacementFacts before, Emptying decided) {
        return before.withEmptying(
                new ToEmpty(List.of(asked(FIRST, "20")), List.of(decided), List.of()));
    }

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
