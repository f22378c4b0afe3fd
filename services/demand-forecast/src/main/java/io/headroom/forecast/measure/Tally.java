package io.headroom.forecast.measure;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// What a batch of events adds to arrivals and work.
///
/// Of what runs, all is added up to one instant (`booked`), by the loop; of what ended, all up to its end, by the event that says so. So each
/// GPU-second is added once, also where an event comes late, twice or not at all: a start that was not heard of is known from the end.
public final class Tally {

    /// A workload that is not over.
    ///
    /// @param since when it began to run; absent while it waits
    public record Run(UUID workload, Origin origin, long milliGpu, @Nullable Instant since) {
        private Run from(@Nullable Instant other) {
            return new Run(workload, origin, milliGpu, other);
        }
    }

    /// What is known before the batch.
    ///
    /// @param booked up to when what runs has been added
    /// @param over which of the batch's workloads are over already
    public record Known(Instant booked, List<Run> runs, List<UUID> over) {}

    private final Instant booked;
    private final SortedMap<UUID, Run> runs = new TreeMap<>();
    private final SortedSet<UUID> over;
    private final Flows flows;

    public Tally(Known known, Instant now) {
        booked = known.booked();
        known.runs().forEach(run -> runs.put(run.workload(), run));
        over = new TreeSet<>(known.over());
        flows = new Flows(now);
    }

    /// It arrived, if it was not heard of before.
    public void submitted(Run workload, Instant at) {
        if (!over.contains(workload.workload()) && !runs.containsKey(workload.workload())) {
            flows.arrived(workload.origin(), at);
            runs.put(workload.workload(), workload.from(null));
        }
    }

    /// It runs, or waits again.
    ///
    /// @param since absent while it waits
    /// @param at when that became so
    public void runs(UUID workload, @Nullable Instant since, Instant at) {
        Run run = runs.get(workload);
        if (run == null || (since != null && since.equals(run.since()))) {
            return;
        }
        close(run, since == null ? at : since);
        if (since != null && since.isBefore(booked)) {
            flows.worked(run.origin(), run.milliGpu(), since, booked);
        }
        runs.put(workload, run.from(since));
    }

    /// It is over.
    ///
    /// @param workload as the event has it: with the begin of its last run, if there was one
    public void ended(Run workload, Instant submitted, Instant at) {
        if (!over.add(workload.workload())) {
            return;
        }
        Run run = runs.remove(workload.workload());
        if (run == null) {
            flows.arrived(workload.origin(), submitted);
        }
        if (run != null && run.since() != null) {
            close(run, at);
        } else if (workload.since() != null && workload.since().isBefore(at)) {
            flows.worked(workload.origin(), workload.milliGpu(), workload.since(), at);
        }
    }

    /// What was added of its run is made what it came to be.
    private void close(Run run, Instant at) {
        Instant since = run.since();
        if (since != null) {
            flows.worked(run.origin(), run.milliGpu(), later(since, booked), later(since, at));
        }
    }

    /// What runs goes on from one instant to the next.
    static List<Flow> onward(Iterable<Run> running, Instant from, Instant until) {
        Flows flows = new Flows(until);
        SortedMap<Origin, SortedMap<Instant, Long>> byOrigin = new TreeMap<>();
        for (Run run : running) {
            Instant since = run.since();
            if (since != null && since.isBefore(until)) {
                byOrigin.computeIfAbsent(run.origin(), _ -> new TreeMap<>())
                        .merge(later(since, from), run.milliGpu(), Long::sum);
            }
        }
        byOrigin.forEach(
                (origin, begins) ->
                        begins.forEach(
                                (begin, milliGpu) -> flows.worked(origin, milliGpu, begin, until)));
        return flows.all();
    }

    public List<Flow> flows() {
        return flows.all();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
