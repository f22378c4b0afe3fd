package io.headroom.replay.fleet.work;

import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.fleet.given.Scenario;

/// The jobs of a scenario as they come, one after the other.
public final class Arrivals {

    private final IdentityHashMap<WorkloadSpec, Like> alike = new IdentityHashMap<>();
    private final Iterator<Job> jobs;
    private @Nullable Job next;

    public Arrivals(Scenario scenario) {
        jobs = scenario.jobs().iterator();
        next = jobs.hasNext() ? jobs.next() : null;
    }

    /// The one that comes next, if any comes.
    public @Nullable Job peek() {
        return next;
    }

    public boolean isAt(Instant instant) {
        Job job = next;
        return job != null && job.at().equals(instant);
    }

    /// Takes the one that comes next.
    public Progress take(Job job) {
        next = jobs.hasNext() ? jobs.next() : null;
        Like known = alike.get(job.spec());
        if (known == null) {
            Kind kind = Kind.of(job.spec(), job.shape());
            known = new Like(kind, job.series(), alike.size());
            alike.put(job.spec(), known);
        }
        return new Progress(job, known);
    }
}
