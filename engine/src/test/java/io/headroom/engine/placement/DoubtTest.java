package io.headroom.engine.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.workload.PendingReason.HeldBack;
import io.headroom.contracts.workload.PendingReason.RoomKept;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.placement.eta.Eta;
import io.headroom.engine.placement.eta.StartTimes;
import io.headroom.engine.placement.eta.StartTimes.Horizon;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aGang;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

/// How long something runs is thought, and doubted: who waits for it counts on the likely end, who must be out of its way on the sure one.
class DoubtTest {

    private static final WorkloadBuilder GANG =
            aGang(2).named("gang").needing(8).waitingFor(Duration.ofHours(1));

    private static Duration minutes(int count) {
        return Duration.ofMinutes(count);
    }

    private static Fleet withOneGpuHeld(Duration likely, Duration doubtful) {
        WorkloadBuilder resident = aWorkload().running(likely, doubtful);
        return aFleet().with(nodes().holding(resident, 0)).with(nodes()).build();
    }

    private static PlacementPlan plan(Fleet fleet, WorkloadBuilder... waiting) {
        return PlacementPlanner.plan(fleet, queueOf(waiting), PlacementPolicy.DEFAULTS, NOON);
    }

    private static Instant startKept(PlacementPlan plan) {
        return plan.pending().stream()
                .map(PlacementPlan.Pending::reason)
                .filter(RoomKept.class::isInstance)
                .map(reason -> ((RoomKept) reason).start())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void who_fills_kept_room_is_surely_gone_in_time() {
        Fleet fleet = withOneGpuHeld(minutes(30), minutes(30));
        assertThat(plan(fleet, GANG, aWorkload().named("brief").running(minutes(20), minutes(30))))
                .places("brief", 1);
        assertThat(plan(fleet, GANG, aWorkload().named("brief").running(minutes(20), minutes(31))))
                .placesNothing()
                .leavesPendingBecause(HeldBack.class, WorkloadBuilder.idOf("gang").toString());
    }

    @Test
    void a_start_is_kept_for_when_the_others_are_likely_to_have_ended() {
        PlacementPlan plan = plan(withOneGpuHeld(minutes(30), minutes(90)), GANG);
        assertThat(startKept(plan)).isEqualTo(NOON.plus(minutes(30)));
    }

    @Test
    void one_over_its_likely_time_is_given_its_doubtful_time_and_then_as_long_again() {
        PlacementPlan within = plan(withOneGpuHeld(minutes(-10), minutes(20)), GANG);
        assertThat(startKept(within)).isEqualTo(NOON.plus(minutes(20)));
        PlacementPlan beyond = plan(withOneGpuHeld(minutes(-10), minutes(-5)), GANG);
        assertThat(startKept(beyond)).isEqualTo(NOON.plus(minutes(10)));
    }

    @Test
    void the_late_time_of_a_start_goes_by_what_workloads_say_of_their_doubt() {
        Fleet full =
                aFleet().with(
                                nodes().holding(
                                                aWorkload()
                                                        .needing(8)
                                                        .running(minutes(60), minutes(240)),
                                                0,
                                                1,
                                                2,
                                                3,
                                                4,
                                                5,
                                                6,
                                                7))
                        .build();
        List<Eta> etas =
                StartTimes.estimate(
                        PlacementFacts.of(
                                full,
                                queueOf(
                                        aWorkload()
                                                .needing(8)
                                                .withPriority(1)
                                                .running(minutes(60), minutes(70)),
                                        aWorkload().needing(8))),
                        PlacementPolicy.DEFAULTS,
                        Map.of(),
                        Horizon.USUAL,
                        NOON);
        assertThat(etas.getFirst().median()).isEqualTo(NOON.plus(minutes(60)));
        assertThat(etas.getFirst().late()).isEqualTo(NOON.plus(minutes(240)));
        assertThat(etas.getLast().median()).isEqualTo(NOON.plus(minutes(120)));
        assertThat(etas.getLast().late()).isEqualTo(NOON.plus(minutes(310)));
    }
}
