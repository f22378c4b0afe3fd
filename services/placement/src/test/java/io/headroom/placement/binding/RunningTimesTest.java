package io.headroom.placement.binding;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.placement.picture.FleetSnapshot;
import io.headroom.placement.workload.Life;

import static org.assertj.core.api.Assertions.assertThat;

class RunningTimesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final RunningTimes times = new RunningTimes();

    @Test
    void what_ends_minute_by_minute_makes_room_that_fast() {
        List<Turnover> seen = turnsOfAMinute(40);

        assertThat(seen)
                .singleElement()
                .satisfies(
                        turnover -> {
                            assertThat(turnover.lane()).isEqualTo("default");
                            assertThat(turnover.replicas()).isEqualTo(2);
                            assertThat(turnover.runs())
                                    .isBetween(Duration.ofSeconds(55), Duration.ofSeconds(90));
                        });
    }

    @Test
    void what_lost_its_place_has_not_ended() {
        List<Turnover> seen = List.of();
        Workload running = running(0);
        for (int turn = 0; turn < 40; turn++) {
            Workload now = turn % 2 == 0 ? running : back(running);
            seen = times.see(snapshot(List.of(now)), NOON.plusSeconds(60L * turn));
        }

        assertThat(seen).isEmpty();
    }

    private List<Turnover> turnsOfAMinute(int turns) {
        List<Turnover> seen = List.of();
        for (int turn = 0; turn < turns; turn++) {
            seen = times.see(snapshot(List.of(running(turn))), NOON.plusSeconds(60L * turn));
        }
        return seen;
    }

    private static FleetSnapshot snapshot(List<Workload> workloads) {
        Map<WorkloadId, Workload> live = new LinkedHashMap<>();
        workloads.forEach(w -> live.put(w.id(), w));
        FleetSnapshot.Builder builder = new FleetSnapshot.Builder();
        builder.live(live, Map.of(), List.of());
        return builder.build();
    }

    private static Workload back(Workload workload) {
        return Life.again(workload, new PendingReason.NodeLost("n"));
    }

    /// Two replicas of one GPU each.
    private static Workload running(int number) {
        WorkloadSpec spec =
                new WorkloadSpec(
                        "w",
                        "research",
                        "production",
                        WorkloadClass.TRAINING,
                        2,
                        false,
                        new GpuRequest(1, List.of(), null, null),
                        null,
                        null,
                        null,
                        0,
                        null,
                        null,
                        Map.of(),
                        new RunSpec(null, List.of("train"), null, null, null, null));
        return Life.running(Life.submitted(new WorkloadId(new UUID(3, number)), spec, NOON), NOON);
    }
}
