package io.headroom.placement.intake;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.platform.rest.Idempotency;
import io.headroom.platform.rest.IdempotencyKey;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;
import io.headroom.platform.telemetry.Trace;

/// A request to take a workload in, and where its answer goes once that is durable.
///
/// @param slot whose idempotency key it is; empty without one
/// @param trace of the request: what is said of the workload belongs to it
record Submission(
        WorkloadSpec spec,
        Caller caller,
        Optional<Idempotency.Slot> slot,
        String trace,
        CompletableFuture<Reply> answer) {

    static Submission of(WorkloadSpec spec, Caller caller, Optional<IdempotencyKey> key) {
        return new Submission(
                spec,
                caller,
                key.map(k -> new Idempotency.Slot(caller.name(), k.value())),
                Trace.currentOrNew(),
                new CompletableFuture<>());
    }
}
