package io.headroom.replay.gangs;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.workload.WorkloadId;

/// One job: replicas that are alike and start together.
///
/// @param at second of its arrival
/// @param runs seconds
/// @param expected seconds that it is thought to run: never less
record GangJob(
        WorkloadId id, Shape shape, int replicas, int priority, long at, long runs, long expected) {

    static WorkloadId idOf(String name) {
        return new WorkloadId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    long milliGpu() {
        return (long) shape.totalMilliGpu() * replicas;
    }

    GangJob arriving(long second) {
        return new GangJob(id, shape, replicas, priority, second, runs, expected);
    }
}
