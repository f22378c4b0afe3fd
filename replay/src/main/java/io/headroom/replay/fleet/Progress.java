package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.fleet.Waiting;

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

    /// What still needs a place.
    Waiting waiting() {
        List<Integer> left =
                IntStream.range(0, job.spec().replicas())
                        .filter(replica -> !bound.containsKey(replica))
                        .limit(job.spec().replicas() - ended - bound.size())
                        .boxed()
                        .toList();
        return new Waiting(
                job.id(),
                job.spec().workloadClass(),
                job.spec().priority(),
                job.at(),
                job.spec().shape(),
                left,
                job.spec().gang(),
                job.spec().tenant(),
                job.spec().environment(),
                job.spec().lane(),
                job.spec().expectedDuration());
    }

    Duration waited() {
        Instant started = startedAt;
        return started == null ? Duration.ZERO : Duration.between(job.at(), started);
    }
}
