package io.headroom.replay.gangs;

import java.nio.file.Path;
import java.util.List;

/// What to replay.
///
/// @param pods an openb pod list
/// @param loads offered load, as a part of the fleet's GPUs
public record GangRequest(
        Path pods,
        List<GangPolicy> policies,
        List<Double> loads,
        int nodes,
        int gpusPerNode,
        int fromDay,
        int toDay,
        long seed) {

    public GangRequest {
        policies = List.copyOf(policies);
        loads = List.copyOf(loads);
        if (nodes < 1 || nodes > 100_000) {
            throw new IllegalArgumentException("nodes must be from 1 to 100000, not " + nodes);
        }
        if (gpusPerNode < 1 || gpusPerNode > 16) {
            throw new IllegalArgumentException("GPUs of a node must be from 1 to 16");
        }
        if (fromDay < 0 || toDay <= fromDay) {
            throw new IllegalArgumentException(
                    "days must go forward, not from " + fromDay + " to " + toDay);
        }
        for (double load : loads) {
            if (!(load > 0) || load > 100) {
                throw new IllegalArgumentException("a load must be above 0, at most 100: " + load);
            }
        }
    }
}
