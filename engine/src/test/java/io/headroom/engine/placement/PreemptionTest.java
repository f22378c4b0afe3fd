package io.headroom.engine.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.capacity.PreemptionSpec;
import io.headroom.contracts.workload.PendingReason.MakingRoom;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fairness.FairnessPolicy;
import io.headroom.engine.fairness.Tenant;
import io.headroom.engine.fairness.TenantTree;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.placement.PlacementPolicy.Lane;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Victim;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aGang;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.idOf;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

class PreemptionTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final PlacementPolicy BY_PRIORITY = rules(10, false);

    private static PlacementPolicy rules(int gap, boolean reclaim, WorkloadClass... spared) {
        LaneSpec lane =
                new LaneSpec(
                        null,
                        null,
                        null,
                        null,
                        0,
                        new PreemptionSpec(reclaim ? null : gap, reclaim, GRACE, List.of(spared)));
        return PlacementPolicy.DEFAULTS.withLanes(List.of(new Lane("default", lane)));
    }

    private static WorkloadBuilder half(String name) {
        return aWorkload().needing(4).named(name);
    }

    private static final Fleet FULL =
            aFleet().with(
                            nodes().holding(half("young"), 0, 1, 2, 3)
                                    .holding(half("old"), 4, 5, 6, 7))
                    .build();

    private static PlacementFacts full(WorkloadBuilder... waiting) {
        return PlacementFacts.of(FULL, queueOf(waiting))
                .withRunning(
                        List.of(
                                half("young").since(HOUR, null),
                                half("old").since(HOUR.multipliedBy(9), null)));
    }

    private static WorkloadBuilder urgent(int gpus) {
        return aWorkload().needing(gpus).withPriority(10).named("urgent");
    }

    private static List<WorkloadId> victims(PlacementPlan plan) {
        return plan.preemptions().stream()
                .flatMap(p -> p.victims().stream())
                .map(Victim::workload)
                .toList();
    }

    private static PlacementPlan plan(PlacementFacts facts) {
        return PlacementPlanner.plan(facts, BY_PRIORITY, NOON);
    }

    @Test
    void the_one_that_loses_less_leaves_after_its_grace() {
        PlacementPlan plan = plan(full(urgent(4)));
        assertThat(plan)
                .placesNothing()
                .leavesPendingBecause(MakingRoom.class, "1 workload(s) leave for it");
        assertThat(victims(plan)).containsExactly(idOf("young"));
        assertThat(plan.preemptions().getFirst().notBefore()).isEqualTo(NOON.plus(GRACE));
        assertThat(plan.evictions()).isEmpty();
        assertThat(plan.shortfall()).isEmpty();
    }

    @Test
    void checkpoints_count_not_how_long_it_has_run() {
        PlacementFacts facts =
                full(urgent(4))
                        .withRunning(
                                List.of(
                                        half("young").since(HOUR, null),
                                        half("old")
                                                .since(
                                                        HOUR.multipliedBy(9),
                                                        Duration.ofMinutes(10))));
        assertThat(victims(plan(facts))).containsExactly(idOf("old"));
    }

    @Test
    void nobody_leaves_where_the_rules_do_not_say_so() {
        PlacementPlan silent =
                PlacementPlanner.plan(full(urgent(4)), PlacementPolicy.DEFAULTS, NOON);
        assertThat(silent.preemptions()).isEmpty();
        assertThat(plan(full(urgent(4).withPriority(9))).preemptions()).isEmpty();
        PlacementPolicy spared = rules(10, false, WorkloadClass.TRAINING);
        assertThat(PlacementPlanner.plan(full(urgent(4)), spared, NOON).preemptions()).isEmpty();
    }

    @Test
    void nobody_leaves_for_nothing() {
        PlacementFacts facts =
                full(urgent(8)).withRunning(List.of(half("young").since(HOUR, null)));
        assertThat(plan(facts).preemptions()).isEmpty();
        assertThat(plan(full(aGang(2).needing(8).withPriority(10))).preemptions()).isEmpty();
    }

    @Test
    void who_had_to_leave_makes_nobody_leave() {
        PlacementFacts facts = full(urgent(4)).withPreemptions(List.of(), List.of(idOf("urgent")));
        assertThat(plan(facts).preemptions()).isEmpty();
    }

    @Test
    void what_is_free_is_kept_too_so_that_the_one_that_comes_surely_starts() {
        Fleet fleet = aFleet().with(nodes().holding(half("young"), 0, 1, 2, 3)).build();
        Queue queue = queueOf(urgent(8), aWorkload().needing(4).named("other"));
        PlacementFacts facts =
                PlacementFacts.of(fleet, queue)
                        .withRunning(List.of(half("young").since(HOUR, null)));
        PlacementPlan plan = plan(facts);
        assertThat(plan).placesNothing();
        assertThat(victims(plan)).containsExactly(idOf("young"));
    }

    @Test
    void others_stand_beside_its_seats_but_not_on_them_however_short() {
        Fleet fleet = aFleet().with(nodes().holding(half("young"), 0, 1, 2, 3)).build();
        Queue queue =
                queueOf(
                        urgent(6),
                        half("short").running(Duration.ofMinutes(1)),
                        aWorkload().needing(2).named("beside"));
        PlacementFacts facts =
                PlacementFacts.of(fleet, queue)
                        .withRunning(List.of(half("young").since(HOUR, null)));
        assertThat(plan(facts)).places("short", 0).places("beside", 1);
    }

    @Test
    void it_goes_on_from_turn_to_turn_until_they_leave_and_it_starts() {
        PlacementFacts first = full(urgent(4));
        List<Preemption> decided = plan(first).preemptions();
        PlacementFacts second = first.withPreemptions(decided, List.of());
        assertThat(plan(second).preemptions()).isEqualTo(decided);
        Instant over = NOON.plus(GRACE);
        PlacementPlan third = PlacementPlanner.plan(second, BY_PRIORITY, over);
        assertThat(third.evictions()).extracting(e -> e.victim()).containsExactly(idOf("young"));
        Fleet without = aFleet().with(nodes().holding(half("old"), 4, 5, 6, 7)).build();
        PlacementFacts fourth =
                new PlacementFacts(
                        without,
                        queueOf(urgent(4), half("young").withPriority(1000).named("young")),
                        List.of(half("old").since(HOUR.multipliedBy(9), null)),
                        decided,
                        List.of(idOf("young")),
                        List.of(),
                        List.of());
        PlacementPlan last = PlacementPlanner.plan(fourth, BY_PRIORITY, over);
        assertThat(last).places("urgent", 1).places("young", 0);
        assertThat(last.preemptions()).isEmpty();
    }

    @Test
    void it_is_called_off_when_room_appears_elsewhere() {
        PlacementFacts first = full(urgent(4));
        List<Preemption> decided = plan(first).preemptions();
        Fleet more = first.fleet().with(nodes().build("another"));
        PlacementFacts second =
                new PlacementFacts(
                        more,
                        first.queue(),
                        first.running(),
                        decided,
                        List.of(),
                        List.of(),
                        List.of());
        PlacementPlan plan = PlacementPlanner.plan(second, BY_PRIORITY, NOON.plus(GRACE));
        assertThat(plan).placesOn("urgent", "another");
        assertThat(plan.preemptions()).isEmpty();
        assertThat(plan.evictions()).isEmpty();
    }

    @Test
    void a_gang_takes_the_cheapest_nodes_and_spares_whoever_is_not_needed() {
        Fleet fleet =
                aFleet().with(
                                nodes().holding(
                                                aWorkload().needing(8).named("a"),
                                                0,
                                                1,
                                                2,
                                                3,
                                                4,
                                                5,
                                                6,
                                                7))
                        .with(
                                nodes().holding(
                                                aWorkload().needing(8).named("b"),
                                                0,
                                                1,
                                                2,
                                                3,
                                                4,
                                                5,
                                                6,
                                                7))
                        .with(
                                nodes().holding(
                                                aWorkload().needing(8).named("c"),
                                                0,
                                                1,
                                                2,
                                                3,
                                                4,
                                                5,
                                                6,
                                                7))
                        .build();
        PlacementFacts facts =
                PlacementFacts.of(
                                fleet,
                                queueOf(aGang(2).needing(8).withPriority(10).named("urgent")))
                        .withRunning(
                                List.of(
                                        aWorkload().named("a").since(HOUR.multipliedBy(3), null),
                                        aWorkload().named("b").since(HOUR, null),
                                        aWorkload().named("c").since(HOUR.multipliedBy(2), null)));
        assertThat(victims(plan(facts))).containsExactlyInAnyOrder(idOf("b"), idOf("c"));
    }

    @Test
    void a_guarantee_is_reclaimed_from_who_borrows_only_if_the_lane_says_so() {
        TenantTree tree =
                new TenantTree(
                        List.of(
                                new Tenant("owner", null, 1, 4, null, null),
                                new Tenant("acme", null, 1, 0, null, null)));
        PlacementFacts facts = full(aWorkload().needing(4).of("owner", "default").named("mine"));
        FairnessPolicy fair = FairnessPolicy.USUAL.withTenants(tree);
        assertThat(
                        PlacementPlanner.plan(facts, rules(10, false).withFairness(fair), NOON)
                                .preemptions())
                .isEmpty();
        PlacementPlan plan = PlacementPlanner.plan(facts, rules(10, true).withFairness(fair), NOON);
        assertThat(victims(plan)).containsExactly(idOf("young"));
        assertThat(plan.preemptions().getFirst().why())
                .isEqualTo("tenant acme borrows what is guaranteed to owner");
    }
}
