package io.headroom.cloudsim.gce;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// A mutation that was accepted, and what becomes of it.
///
/// @param kind `insert`, `delete`, ...
/// @param target the instance's name
/// @param targetId the instance's id; `0` if there never was one
/// @param fingerprint of the request, to tell a repetition from another request under the same id
/// @param runsAt when it goes from PENDING to RUNNING; it is DONE at `doneAt`
record Operation(
        String name,
        String kind,
        String project,
        String zone,
        String target,
        String targetId,
        String requestId,
        String fingerprint,
        Instant insertedAt,
        Instant runsAt,
        Instant doneAt,
        @Nullable Failure failure) {

    /// Why it came to nothing.
    record Failure(String code, String message) {}

    String status(Instant now) {
        if (!doneAt.isAfter(now)) {
            return "DONE";
        }
        return runsAt.isAfter(now) ? "PENDING" : "RUNNING";
    }
}
