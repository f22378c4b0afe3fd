package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/// How far one job is.
final class Progress {

    final Job job;

    /// Which node each placed replica is bound to.
    final Map<Integer, SimNode> bound = new LinkedHashMap<>();

    final Set<Integer> running = new TreeSet<>();
    int ended;
    @Nullable Instant firstShort;
    @Nullable Instant startedAt;
    boolean startedOnNew;

    Progress(Job job) {
        this.job = job;
    }

    boolean allBound() {
        return bound.size() + ended == job.spec().replicas();
    }

    boolean done() {
        return ended == job.spec().replicas();
    }

    /// Thousandths of GPUs that it wants now, running and waiting.
    long wantedMilliGpu() {
        return (long) (job.spec().replicas() - ended) * job.spec().shape().totalMilliGpu();
    }

    Duration waited() {
        Instant started = startedAt;
        return started == null ? Duration.ZERO : Duration.between(job.at(), started);
    }
}
