package io.headroom.engine.placement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.placement.eta.StartTimes;
import io.headroom.engine.placement.preemption.Preemption;

import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.idOf;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static io.headroom.engine.placement.Scattered.GRACE;
import static io.headroom.engine.placement.Scattered.HOUR;
import static io.headroom.engine.placement.Scattered.SCATTERED;
import static io.headroom.engine.placement.Scattered.TEN_MINUTES;
import static io.headroom.engine.placement.Scattered.large;
import static io.headroom.engine.placement.Scattered.moved;
import static io.headroom.engine.placement.Scattered.moving;
import static io.headroom.engine.placement.Scattered.plan;
import static io.headroom.engine.placement.Scattered.scattered;
import static io.headroom.engine.placement.Scattered.small;
import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of moves from plan to plan: carried out, called off, and counted until then.
class MovedTest {

    @Test
    void it_goes_on_until_they_leave_and_both_start_at_once_on_the_seats_kept_for_them() {
        PlacementFacts first = scattered(TEN_MINUTES);
        List<Preemption> decided = plan(first).preemptions();
        PlacementFacts second = first.withPreemptions(decided, List.of());
        // An urgent one that comes meanwhile takes none of the seats.
        PlacementFacts third =
                new PlacementFacts(
                        SCATTERED,
                        queueOf(large(), aWorkload().needing(6).withPriority(100).named("urgent")),
                        first.running(),
                        decided,
                        List.of(),
                        List.of(),
                        List.of());
        assertThat(plan(second).preemptions()).isEqualTo(decided);
        assertThat(plan(third)).places("urgent", 0);
        assertThat(plan(third).preemptions()).isEqualTo(decided);
        PlacementPlan due = PlacementPlanner.plan(second, moving(4), NOON.plus(GRACE));
        WorkloadId mover = decided.getFirst().victims().getFirst().workload();
        assertThat(due.evictions()).extracting(e -> e.victim()).containsExactly(mover);
        PlacementPlan last =
                PlacementPlanner.plan(
                        afterLeaving(decided.getFirst()), moving(4), NOON.plus(GRACE));
        assertThat(last).leavesNothingPending();
        assertThat(last.preemptions()).isEmpty();
        assertThat(last.placed())
                .anySatisfy(
                        placed -> {
                            assertThat(placed.workload()).isEqualTo(mover);
                            assertThat(placed.node())
                                    .isEqualTo(
                                            decided.getFirst()
                                                    .moves()
                                                    .getFirst()
                                                    .seats()
                                                    .getFirst()
                                                    .node());
                        });
    }

    private static PlacementFacts afterLeaving(Preemption decided) {
        WorkloadId mover = decided.victims().getFirst().workload();
        String name = mover.equals(idOf("a")) ? "a" : "b";
        Fleet without =
                new Fleet(SCATTERED.nodes().stream().map(n -> n.without(List.of(mover))).toList());
        return new PlacementFacts(
                without,
                queueOf(large(), small(name)),
                scattered(TEN_MINUTES).running().stream()
                        .filter(one -> !one.id().equals(mover))
                        .toList(),
                List.of(decided),
                List.of(mover),
                List.of(),
                List.of());
    }

    @Test
    void who_was_moved_has_its_place_even_if_the_other_does_not_come_any_more() {
        Preemption decided = plan(scattered(TEN_MINUTES)).preemptions().getFirst();
        PlacementFacts left = afterLeaving(decided);
        PlacementFacts alone =
                new PlacementFacts(
                        left.fleet(),
                        queueOf(small(left.evicted().getFirst().equals(idOf("a")) ? "a" : "b")),
                        left.running(),
                        left.preemptions(),
                        left.evicted(),
                        List.of(),
                        List.of());
        PlacementPlan plan = PlacementPlanner.plan(alone, moving(4), NOON.plus(GRACE));
        assertThat(plan.placed()).hasSize(1);
        assertThat(plan.placed().getFirst().node())
                .isEqualTo(decided.moves().getFirst().seats().getFirst().node());
    }

    @Test
    void for_whom_others_are_moved_starts_when_their_grace_is_over() {
        assertThat(
                        StartTimes.estimate(
                                scattered(TEN_MINUTES),
                                moving(4),
                                new LinkedHashMap<>(),
                                StartTimes.Horizon.USUAL,
                                NOON))
                .singleElement()
                .satisfies(
                        eta -> {
                            assertThat(eta.workload()).isEqualTo(idOf("large"));
                            assertThat(eta.median()).isEqualTo(NOON.plus(GRACE));
                            assertThat(eta.late()).isEqualTo(NOON.plus(GRACE));
                        });
    }

    @Test
    void it_is_called_off_whole_when_a_seat_is_lost_before_anyone_left() {
        PlacementFacts first = scattered(TEN_MINUTES);
        Preemption decided = plan(first).preemptions().getFirst();
        for (var seats : List.of(decided.seats(), decided.moves().getFirst().seats())) {
            Node lost = SCATTERED.node(seats.getFirst().node()).orElseThrow();
            PlacementFacts second =
                    new PlacementFacts(
                            SCATTERED.with(lost.in(NodeState.DRAINING, lost.holds())),
                            first.queue(),
                            first.running(),
                            List.of(decided),
                            List.of(),
                            List.of(),
                            List.of());
            PlacementPlan plan = PlacementPlanner.plan(second, moving(4), NOON.plus(GRACE));
            assertThat(plan.preemptions()).isEmpty();
            assertThat(plan.evictions()).isEmpty();
            assertThat(plan.shortfall()).hasSize(1);
        }
    }

    @Test
    void it_is_called_off_when_room_appears_or_the_lane_moves_nobody_any_more() {
        PlacementFacts first = scattered(TEN_MINUTES);
        List<Preemption> decided = plan(first).preemptions();
        PlacementFacts second = first.withPreemptions(decided, List.of());
        PlacementPlan forbidden =
                PlacementPlanner.plan(second, PlacementPolicy.DEFAULTS, NOON.plus(GRACE));
        assertThat(forbidden.preemptions()).isEmpty();
        assertThat(forbidden.evictions()).isEmpty();
        PlacementFacts more =
                new PlacementFacts(
                        SCATTERED.with(nodes().build("another")),
                        first.queue(),
                        first.running(),
                        decided,
                        List.of(),
                        List.of(),
                        List.of());
        PlacementPlan plan = PlacementPlanner.plan(more, moving(4), NOON.plus(GRACE));
        assertThat(plan).placesOn("large", "another");
        assertThat(plan.evictions()).isEmpty();
    }

    @Test
    void several_may_be_moved_to_one_node_but_never_more_than_the_lane_says() {
        PlacementFacts facts = fourSmallOnesOn(2);
        assertThat(moved(PlacementPlanner.plan(facts, moving(2), NOON))).hasSize(2);
        assertThat(PlacementPlanner.plan(facts, moving(1), NOON).preemptions()).isEmpty();
    }

    private static PlacementFacts fourSmallOnesOn(int count) {
        List<Running> running = new ArrayList<>();
        List<Node> fleet = new ArrayList<>();
        for (int node = 0; node < count; node++) {
            String first = "first-" + node;
            String second = "second-" + node;
            fleet.add(
                    nodes().holding(small(first), 0, 1)
                            .holding(small(second), 2, 3)
                            .build("node-" + node));
            running.add(small(first).since(HOUR, TEN_MINUTES));
            running.add(small(second).since(HOUR, TEN_MINUTES));
        }
        return PlacementFacts.of(new Fleet(fleet), queueOf(large())).withRunning(running);
    }

    @Test
    void those_that_earlier_plans_move_are_counted_until_they_run_again() {
        PlacementFacts facts = scattered(TEN_MINUTES);
        Running starting =
                new Running(
                        idOf("starting"),
                        WorkloadClass.TRAINING,
                        0,
                        "acme",
                        "default",
                        2,
                        null,
                        TEN_MINUTES,
                        0);
        List<Running> running = new ArrayList<>(facts.running());
        running.add(starting);
        PlacementFacts busy =
                facts.withRunning(running).withPreemptions(List.of(), List.of(starting.id()));
        assertThat(PlacementPlanner.plan(busy, moving(1), NOON).preemptions()).isEmpty();
        assertThat(moved(PlacementPlanner.plan(busy, moving(2), NOON))).hasSize(1);
    }
}
