package io.headroom.engine.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.engine.placement.eta.DeadlineOutlook.Start;

import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.idOf;
import static org.assertj.core.api.Assertions.assertThat;

class DeadlineOutlookTest {

    private static final Instant DUE = in(180);

    private static Instant in(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    /// Runs for an hour, and for two at most.
    private static Workload anHour(
            WorkloadState state, @Nullable Instant started, @Nullable Instant ended) {
        WorkloadSpec spec =
                new WorkloadSpec(
                                "work",
                                "acme",
                                null,
                                WorkloadClass.TRAINING,
                                null,
                                null,
                                new GpuRequest(1, null, null, null),
                                null,
                                null,
                                null,
                                null,
                                Duration.ofHours(1),
                                null,
                                null,
                                new RunSpec(null, List.of("train"), null, null, null, null))
                        .atMost(Duration.ofHours(2))
                        .by(DUE);
        return new Workload(
                idOf("work"), 1, NOON, spec, state, null, null, started, ended, 1, null, started);
    }

    private static DeadlineOutlook waiting(Start start, Instant now) {
        return DeadlineOutlook.of(anHour(WorkloadState.PENDING, null, null), start, now)
                .orElseThrow();
    }

    private static DeadlineOutlook running(Instant started, Instant now) {
        Workload runs = anHour(WorkloadState.RUNNING, started, null);
        return DeadlineOutlook.of(runs, Start.UNKNOWN, now).orElseThrow();
    }

    @Test
    void one_that_waits_goes_by_when_it_is_thought_to_start() {
        assertThat(waiting(new Start(in(30), in(60)), NOON)).isEqualTo(DeadlineOutlook.ON_TIME);
        assertThat(waiting(new Start(in(30), in(61)), NOON)).isEqualTo(DeadlineOutlook.AT_RISK);
        assertThat(waiting(new Start(in(120), in(120)), NOON)).isEqualTo(DeadlineOutlook.AT_RISK);
        assertThat(waiting(new Start(in(121), in(130)), NOON)).isEqualTo(DeadlineOutlook.WILL_MISS);
    }

    @Test
    void where_nobody_knows_when_it_starts_it_is_as_if_it_started_now() {
        assertThat(waiting(Start.UNKNOWN, in(60))).isEqualTo(DeadlineOutlook.ON_TIME);
        assertThat(waiting(Start.UNKNOWN, in(61))).isEqualTo(DeadlineOutlook.AT_RISK);
        assertThat(waiting(Start.UNKNOWN, in(121))).isEqualTo(DeadlineOutlook.WILL_MISS);
        assertThat(waiting(new Start(in(10), in(20)), in(121)))
                .isEqualTo(DeadlineOutlook.WILL_MISS);
        assertThat(waiting(Start.UNKNOWN, in(181))).isEqualTo(DeadlineOutlook.MISSED);
    }

    @Test
    void one_that_runs_goes_by_when_it_is_thought_to_end() {
        assertThat(running(in(60), in(61))).isEqualTo(DeadlineOutlook.ON_TIME);
        assertThat(running(in(61), in(62))).isEqualTo(DeadlineOutlook.AT_RISK);
        assertThat(running(in(61), in(121))).isEqualTo(DeadlineOutlook.WILL_MISS);
        assertThat(running(in(121), in(122))).isEqualTo(DeadlineOutlook.WILL_MISS);
    }

    @Test
    void what_is_over_has_met_or_missed_it() {
        assertThat(over(WorkloadState.SUCCEEDED, DUE)).isEqualTo(DeadlineOutlook.MET);
        assertThat(over(WorkloadState.SUCCEEDED, in(181))).isEqualTo(DeadlineOutlook.MISSED);
        assertThat(over(WorkloadState.FAILED, in(20))).isEqualTo(DeadlineOutlook.MISSED);
        Workload cancelled = anHour(WorkloadState.CANCELLED, in(10), in(20));
        assertThat(DeadlineOutlook.of(cancelled, Start.UNKNOWN, in(30))).isEmpty();
    }

    private static DeadlineOutlook over(WorkloadState state, Instant ended) {
        return DeadlineOutlook.of(anHour(state, in(10), ended), Start.UNKNOWN, in(500))
                .orElseThrow();
    }
}
