package io.headroom.replay.fleet.given;

import java.time.Duration;
import java.time.Instant;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;

/// A workload of a trace: when it arrives, what it asks for, and how long it really runs.
///
/// @param shape what one replica of it needs, made once for all that are alike
public record Job(WorkloadId id, Instant at, WorkloadSpec spec, Shape shape, Duration runs) {

    public Job(WorkloadId id, Instant at, WorkloadSpec spec, Duration runs) {
        this(id, at, spec, spec.shape(), runs);
    }

    /// Whose demand it is.
    public String series() {
        return new SeriesKey(spec.lane(), shape.modelsLabel()).toString();
    }

    /// What one replica of it uses in a time.
    public double gpuHours(Duration ran) {
        return ran.toMillis() / 3_600_000.0 * shape.totalMilliGpu() / 1000.0;
    }
}
