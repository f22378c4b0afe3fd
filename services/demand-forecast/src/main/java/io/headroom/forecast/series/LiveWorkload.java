package io.headroom.forecast.series;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.forecast.demand.UnqueuedDemand;
import io.headroom.forecast.measure.Origin;
import io.headroom.forecast.measure.Tally;

/// A workload that is not over.
///
/// @param tenant absent, as class and shape are, on workloads that an earlier release heard of
/// @param perSecondPerGpu requests in a second that one GPU should be given; absent, as what goes with it may be, where they are not counted
public record LiveWorkload(
        UUID workload,
        String series,
        @Nullable String tenant,
        @Nullable String workloadClass,
        @Nullable String shape,
        long milliGpu,
        @Nullable Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Double expectedSeconds,
        @Nullable String environment,
        @Nullable String service,
        @Nullable Long replicaMilliGpu,
        @Nullable Double perSecondPerGpu) {

    /// Since when it runs, if it does.
    public Tally.Run run() {
        return new Tally.Run(workload, origin(), milliGpu, startedAt);
    }

    /// Whose demand it is.
    Origin origin() {
        return Origin.of(series, tenant, workloadClass, shape);
    }

    /// GPUs that it asks for.
    double asked() {
        return milliGpu / 1000.0;
    }

    /// GPUs that it wants, as it would if nothing had ever waited.
    double gpus(Instant now) {
        Instant until = startedAt == null ? now : startedAt;
        double share =
                submittedAt == null
                        ? 1
                        : UnqueuedDemand.share(
                                Duration.between(submittedAt, until),
                                expectedSeconds == null
                                        ? null
                                        : Duration.ofMillis(Math.round(expectedSeconds * 1000)));
        return asked() * share;
    }
}
