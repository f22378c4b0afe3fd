package io.headroom.replay.fleet;

import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.WorkloadSpec;

/// The jobs of a scenario as they come, one after the other.
final class Arrivals {

    /// What makes a spec's jobs alike, found once for all that share the spec.
    private record Alike(WaitingRoom.Kind kind, String series) {}

    private final IdentityHashMap<WorkloadSpec, Alike> alike = new IdentityHashMap<>();
    private final Iterator<Job> jobs;
    private @Nullable Job next;

    Arrivals(Scenario scenario) {
        jobs = scenario.jobs().iterator();
        next = jobs.hasNext() ? jobs.next() : null;
    }

    /// The one that comes next, if any comes.
    @Nullable Job peek() {
        return next;
    }

    boolean isAt(Instant instant) {
        Job job = next;
        return job != null && job.at().equals(instant);
    }

    /// Takes the one that comes next.
    Progress take(Job job) {
        next = jobs.hasNext() ? jobs.next() : null;
        Alike like =
                alike.computeIfAbsent(
                        job.spec(),
                        spec ->
                                new Alike(
                                        WaitingRoom.Kind.of(spec, job.shape()),
                                        Progress.series(job)));
        return new Progress(job, like.kind(), like.series());
    }
}
