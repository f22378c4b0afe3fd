package io.headroom.replay.fleet.work;

import java.time.Duration;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadSpec;

/// What makes replicas alike.
public record Kind(
        Shape shape,
        WorkloadClass workloadClass,
        int priority,
        String tenant,
        String environment,
        String lane) {

    /// How fast so many of it make room.
    public Turnover turnover(int replicas, Duration runs) {
        return new Turnover(lane, shape, replicas, runs);
    }

    /// @param shape of the spec, made once for all that are alike
    public static Kind of(WorkloadSpec spec, Shape shape) {
        return new Kind(
                shape,
                spec.workloadClass(),
                spec.priority(),
                spec.tenant(),
                spec.environment(),
                spec.lane());
    }
}
