package io.headroom.replay.placement;

import java.nio.file.Path;
import java.util.List;

/// What to replay.
///
/// @param seeds how many orders of arrival, from seed 0 on
/// @param load GPUs asked for by the arrivals, as a multiple of the cluster's
public record PackingRequest(Path nodes, Path pods, List<Policy> policies, int seeds, double load) {

    public static final int MOST_SEEDS = 1000;
    public static final double MOST_LOAD = 10;

    public PackingRequest {
        policies = policies.stream().distinct().sorted().toList();
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("no policy to replay");
        }
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new IllegalArgumentException("seeds must be from 1 to " + MOST_SEEDS);
        }
        if (!(load > 0 && load <= MOST_LOAD)) {
            throw new IllegalArgumentException("load must be above 0 and at most " + MOST_LOAD);
        }
    }
}
