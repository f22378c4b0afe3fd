package io.headroom.engine.placement;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.workload.PendingReason.MakingRoom;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fairness.FairnessPolicy;
import io.headroom.engine.fairness.Tenant;
import io.headroom.engine.fairness.TenantTree;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.placement.defrag.Known;
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

/// Free room lies scattered: who is moved for whom, and who is not.
class MovingTest {

    @Test
    void one_is_moved_where_that_brings_scattered_room_together_and_nothing_is_missing() {
        PlacementPlan plan = plan(scattered(TEN_MINUTES));
        assertThat(plan)
                .placesNothing()
                .leavesPendingBecause(MakingRoom.class, "1 workload(s) leave for it");
        assertThat(plan.shortfall()).isEmpty();
        assertThat(plan.evictions()).isEmpty();
        Preemption decided = plan.preemptions().getFirst();
        assertThat(decided.by()).isEqualTo(idOf("large"));
        assertThat(decided.notBefore()).isEqualTo(NOON.plus(GRACE));
        assertThat(moved(plan)).hasSize(1);
        assertThat(decided.moves().getFirst().seats().getFirst().node())
                .isNotEqualTo(decided.seats().getFirst().node());
    }

    @Test
    void both_costs_are_said_in_dollars() {
        Preemption decided = plan(scattered(TEN_MINUTES)).preemptions().getFirst();
        // Two GPUs at a dollar each for fifteen minutes, against eight for an hour and ten minutes.
        assertThat(decided.worth())
                .isEqualTo(new Preemption.Worth(Money.of("0.50"), Money.of("9.333334")));
        assertThat(decided.why())
                .isEqualTo(
                        "moving 1 workload(s) loses $0.50 of work and restarts, buying would cost about"
                                + " $9.333334");
        assertThat(decided.victims()).extracting(Victim::why).containsExactly(decided.why());
        assertThat(decided.victims()).extracting(Victim::lost).containsExactly(333L);
    }

    @Test
    void nothing_is_moved_that_loses_more_than_buying_costs() {
        PlacementFacts dear = scattered(HOUR.multipliedBy(5));
        assertThat(plan(dear).preemptions()).isEmpty();
        assertThat(plan(dear).shortfall()).hasSize(1);
        Known.Price price =
                new Known.Price("default", SCATTERED.nodes().getFirst().template(), 55_040_000);
        assertThat(moved(plan(dear.withMoving(new Known(List.of(price), List.of()))))).hasSize(1);
        Known.Price cheap = new Known.Price("default", price.node(), 100_000);
        assertThat(
                        plan(scattered(TEN_MINUTES)
                                        .withMoving(new Known(List.of(price, cheap), List.of())))
                                .preemptions())
                .isEmpty();
    }

    @Test
    void nobody_is_moved_where_the_lane_does_not_say_so() {
        PlacementPlan plan =
                PlacementPlanner.plan(scattered(TEN_MINUTES), PlacementPolicy.DEFAULTS, NOON);
        assertThat(plan.preemptions()).isEmpty();
        assertThat(plan.shortfall()).hasSize(1);
    }

    @Test
    void who_writes_no_checkpoints_or_is_spared_stays() {
        assertThat(plan(scattered(null)).preemptions()).isEmpty();
        PlacementPolicy spared = moving(4, WorkloadClass.TRAINING);
        assertThat(PlacementPlanner.plan(scattered(TEN_MINUTES), spared, NOON).preemptions())
                .isEmpty();
    }

    @Test
    void online_inference_keeps_nothing_and_loses_only_its_restart_unless_it_is_spared() {
        PlacementFacts serving =
                scattered(null).withRunning(List.of(serves("a", 5), serves("b", 9)));
        Preemption decided = plan(serving).preemptions().getFirst();
        assertThat(decided.victims()).extracting(Victim::lost).containsExactly(0L);
        PlacementPolicy usual = moving(4, WorkloadClass.ONLINE_INFERENCE);
        assertThat(PlacementPlanner.plan(serving, usual, NOON).preemptions()).isEmpty();
    }

    private static Running serves(String name, int hours) {
        return new Running(
                idOf(name),
                WorkloadClass.ONLINE_INFERENCE,
                0,
                "acme",
                "default",
                1,
                NOON.minus(HOUR.multipliedBy(hours)),
                null,
                0);
    }

    @Test
    void who_is_partly_over_or_had_to_leave_once_stays() {
        List<WorkloadId> both = List.of(idOf("a"), idOf("b"));
        PlacementFacts facts = scattered(TEN_MINUTES);
        assertThat(plan(facts.withMoving(new Known(List.of(), both))).preemptions()).isEmpty();
        assertThat(plan(facts.withPreemptions(List.of(), both)).preemptions()).isEmpty();
        assertThat(plan(facts.withPreemptions(List.of(), List.of(idOf("large")))).preemptions())
                .isEmpty();
    }

    @Test
    void nobody_is_moved_who_has_no_place_elsewhere() {
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
                        .build();
        PlacementFacts facts =
                PlacementFacts.of(
                                full, queueOf(aWorkload().needing(7).named("large").running(HOUR)))
                        .withRunning(
                                List.of(
                                        small("a").since(HOUR, TEN_MINUTES),
                                        aWorkload().needing(7).named("b").since(HOUR, null)));
        assertThat(plan(facts).preemptions()).isEmpty();
    }

    @Test
    void one_that_finds_no_other_place_is_left_out_and_others_are_looked_for() {
        // The one that is cheapest to move needs a model that no other node has.
        Fleet fleet =
                aFleet().with(nodes().holding(aWorkload().needing(4).named("bound"), 0, 1, 2, 3))
                        .with(nodes().holding(aWorkload().needing(3).named("free"), 0, 1, 2))
                        .with(nodes().holding(aWorkload().needing(5).named("stays"), 0, 1, 2, 3, 4))
                        .build();
        PlacementFacts facts =
                PlacementFacts.of(fleet, queueOf(large()))
                        .withRunning(
                                List.of(
                                        aWorkload().needing(4).named("bound").since(HOUR, GRACE),
                                        aWorkload()
                                                .needing(3)
                                                .named("free")
                                                .since(HOUR, TEN_MINUTES),
                                        aWorkload().needing(5).named("stays").since(HOUR, null)));
        assertThat(moved(plan(facts))).hasSize(1);
    }

    @Test
    void a_gang_is_moved_whole_and_helped_whole() {
        WorkloadBuilder pair = aGang(2).needing(2).named("pair");
        Fleet fleet =
                aFleet().with(nodes().holding(pair, 0, 1))
                        .with(nodes().holding(small("x"), 0, 1).holding(small("y"), 2, 3))
                        .with(nodes().holding(small("z"), 0, 1))
                        .build();
        Hold second =
                new Hold(
                        idOf("pair"),
                        1,
                        "acme",
                        "default",
                        small("pair").build().shape(),
                        List.of(2, 3),
                        null);
        Node first =
                fleet.nodes().stream()
                        .filter(
                                n ->
                                        n.holds().stream()
                                                .anyMatch(h -> h.workload().equals(idOf("pair"))))
                        .findFirst()
                        .orElseThrow();
        PlacementFacts facts =
                PlacementFacts.of(fleet.with(first.with(second)), queueOf(large()))
                        .withRunning(List.of(pair.since(HOUR, TEN_MINUTES)));
        PlacementPlan plan = plan(facts);
        assertThat(moved(plan)).containsExactly(idOf("pair"));
        assertThat(plan.preemptions().getFirst().moves().getFirst().seats()).hasSize(2);
    }

    @Test
    void nobody_is_moved_who_could_not_start_again_within_its_limits() {
        TenantTree tight = new TenantTree(List.of(new Tenant("acme", null, 1, 0, 11, null)));
        PlacementPolicy within = moving(4).withFairness(FairnessPolicy.USUAL.withTenants(tight));
        PlacementFacts facts =
                new PlacementFacts(
                        SCATTERED,
                        queueOf(large().of("other", "default")),
                        scattered(TEN_MINUTES).running(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        assertThat(moved(PlacementPlanner.plan(facts, within, NOON))).hasSize(1);
        TenantTree lowered = new TenantTree(List.of(new Tenant("acme", null, 1, 0, 3, null)));
        PlacementPolicy below = moving(4).withFairness(FairnessPolicy.USUAL.withTenants(lowered));
        assertThat(PlacementPlanner.plan(facts, below, NOON).preemptions()).isEmpty();
    }
}
