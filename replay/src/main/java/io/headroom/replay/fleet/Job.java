package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;

/// A workload of a trace: when it arrives, what it asks for, and how long it really runs.
public record Job(WorkloadId id, Instant at, WorkloadSpec spec, Duration runs) {}
