package io.headroom.engine.placement;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.engine.placement.emptying.EmptyingPlan.Stays;
import io.headroom.engine.placement.emptying.EmptyingPlan.Why;
import io.headroom.engine.placement.emptying.ToEmpty;
import io.headroom.engine.placement.preemption.Preemption.Worth;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.idOf;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static io.headroom.engine.placement.HalfEmpty.FIRST;
import static io.headroom.engine.placement.HalfEmpty.SECOND;
import static io.headroom.engine.placement.HalfEmpty.THIRD;
import static io.headroom.engine.placement.HalfEmpty.asked;
import static io.headroom.engine.placement.HalfEmpty.facts;
import static io.headroom.engine.placement.HalfEmpty.five;
import static io.headroom.engine.placement.HalfEmpty.fleet;
import static io.headroom.engine.placement.HalfEmpty.plan;
import static io.headroom.engine.placement.HalfEmpty.usual;
import static io.headroom.engine.placement.HalfEmpty.whyNot;
import static io.headroom.engine.placement.Scattered.GRACE;
import static io.headroom.engine.placement.Scattered.HOUR;
import static io.headroom.engine.placement.Scattered.TEN_MINUTES;
import static io.headroom.engine.placement.Scattered.large;
import static io.headroom.engine.placement.Scattered.small;
import static org.assertj.core.api.Assertions.assertThat;

/// A node costs more than moving what runs on it: when it is emptied, and when not.
class EmptyingTest {

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
}
