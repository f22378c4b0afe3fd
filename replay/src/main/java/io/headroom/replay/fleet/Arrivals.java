package io.headroom.replay.fleet;

import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.WorkloadSpec;

/// The jobs of a scenario as they come, one after the other.
final class Arrivals {

    private final IdentityHashMap<WorkloadSpec, Like> alike = new IdentityHashMap<>();
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
        Like known = alike.get(job.spec());
        if (known == null) {
            known =
                    new Like(
                            WaitingRoom.Kind.of(job.spec(), job.shape()),
                            Progress.series(job),
                            alike.size());
            alike.put(job.spec(), known);
        }
        return new Progress(job, known);
    }
}
