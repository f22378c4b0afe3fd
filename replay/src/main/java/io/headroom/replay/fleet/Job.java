package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;

/// A workload of a trace: when it arrives, what it asks for, and how long it really runs.
///
/// @param shape what one replica of it needs, made once for all that are alike
public record Job(WorkloadId id, Instant at, WorkloadSpec spec, Shape shape, Duration runs) {

    public Job(WorkloadId id, Instant at, WorkloadSpec spec, Duration runs) {
        this(id, at, spec, spec.shape(), runs);
    }
}
