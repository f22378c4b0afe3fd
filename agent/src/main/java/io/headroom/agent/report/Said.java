package io.headroom.agent.report;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.workload.WorkloadId;

/// Something that became of a replica, before it has a number.
public record Said(
        WorkloadId workload,
        int replica,
        int attempt,
        ReplicaState state,
        @Nullable Integer exitCode,
        Instant at,
        String message,
        @Nullable String log,
        @Nullable Prepared prepared) {}
