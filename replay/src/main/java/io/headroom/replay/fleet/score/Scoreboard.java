package io.headroom.replay.fleet.score;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.fact.WaitingCost;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;

/// Counts what came of a replay.
public final class Scoreboard {

    /// Milliseconds that workloads of one class waited.
    private static final class Waits {
        private int[] millis = new int[64];
        private int size;

        void add(long waited) {
            if (size == millis.length) {
                millis = Arrays.copyOf(millis, size * 2);
            }
            millis[size++] = Math.clamp(waited, 0, Integer.MAX_VALUE);
        }
    }

    private final List<Double> scaleUps = new ArrayList<>();
    private final Map<WorkloadClass, Waits> waits = new EnumMap<>(WorkloadClass.class);
    private final FleetTimeline timeline;
    private final Scenario scenario;
    private Hours before = Hours.NONE;
    private double usedBefore;
    private int arrived;
    private int done;
    private double gpuHoursUsed;

    public Scoreboard(FleetTimeline timeline, Scenario scenario) {
        this.timeline = timeline;
        this.scenario = scenario;
    }

    /// What was paid and used until now is not scored.
    ///
    /// @param running GPU-hours that what runs has used
    public void begins(Hours until, double running) {
        before = until;
        usedBefore = gpuHoursUsed + running;
    }

    /// All that was there at the start, where all of the time is scored.
    private boolean counts(Job job) {
        Instant from = scenario.scoredFrom();
        return from.equals(scenario.start()) || !job.at().isBefore(from);
    }

    public void arrived(Job job) {
        arrived += counts(job) ? 1 : 0;
    }

    /// A job began to run on a node that was asked for after it came.
    public void scaledUp(Job job, Instant now) {
        scaleUps.add(Duration.between(job.at(), now).toMillis() / 1000.0);
    }

    /// All of a job began to run.
    public void started(Job job, Instant now) {
        waits.computeIfAbsent(job.spec().workloadClass(), _ -> new Waits())
                .add(Duration.between(job.at(), now).toMillis());
    }

    /// The replay is over for a job that never started: its wait so far counts.
    public void stillWaits(Job job, Instant now) {
        if (counts(job)) {
            started(job, now);
        }
    }

    /// A replica ended, or the replay is over for what runs.
    public void used(double gpuHours) {
        gpuHoursUsed += gpuHours;
    }

    public void done(Job job) {
        done += counts(job) ? 1 : 0;
    }

    /// The figures that the live system has as well.
    public FleetOutcome outcome(Strategy strategy, Machines machines, double forecastError) {
        Hours hours = machines.hours().minus(before);
        return new FleetOutcome(
                strategy.name(),
                new FleetOutcome.Workloads(arrived, done, arrived - done, 0, 0, 0, 0),
                percentiles(null),
                new FleetOutcome.GpuHours(hours.bought(), gpuHoursUsed - usedBefore),
                new Money(done == 0 ? 0 : hours.cost().micros() / done),
                FleetOutcome.Percentiles.of(scaleUps),
                machines.budget(),
                machines.launched(),
                machines.left(),
                forecastError);
    }

    /// All that is compared between policies.
    ///
    /// @param boundsThatBound how often a sanity bound cut what a forecast asked for
    public PolicyScore score(
            Strategy strategy,
            Machines machines,
            double forecastError,
            int boundsThatBound,
            Consolidated consolidated) {
        FleetOutcome outcome = outcome(strategy, machines, forecastError);
        List<PolicyScore.ClassScore> classes = new ArrayList<>();
        double within = 0;
        double all = 0;
        for (WorkloadClass each : waits.keySet()) {
            double share = withinTarget(each);
            int count = sorted(each).length;
            classes.add(
                    new PolicyScore.ClassScore(
                            each, count, percentiles(each), WaitingCost.usual(each), share));
            within += share * count;
            all += count;
        }
        Hours hours = machines.hours().minus(before);
        return new PolicyScore(
                strategy.name(),
                strategy.scaling().waiting().perGpuHour(),
                outcome.workloads(),
                outcome.queueWaitSeconds(),
                classes,
                all == 0 ? 1 : within / all,
                outcome.gpuHours(),
                hours.cost(),
                outcome.costPerCompletedWorkload(),
                machines.launched(),
                machines.wasted(),
                hours.oscillations(),
                hours.rests(),
                machines.reclaimed(),
                new PolicyScore.WarmHours(hours.booting(), hours.idle(), hours.stopped()),
                hours.wakes(),
                outcome.budget(),
                machines.certainty(),
                forecastError,
                boundsThatBound,
                strategy.scaling().consolidation().on() ? consolidated : null,
                timeline.points());
    }

    private FleetOutcome.Percentiles percentiles(@Nullable WorkloadClass only) {
        int[] sorted = sorted(only);
        return new FleetOutcome.Percentiles(at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99));
    }

    private int[] sorted(@Nullable WorkloadClass only) {
        int[] all =
                waits.entrySet().stream()
                        .filter(e -> only == null || e.getKey() == only)
                        .flatMapToInt(e -> Arrays.stream(e.getValue().millis, 0, e.getValue().size))
                        .toArray();
        Arrays.sort(all);
        return all;
    }

    private double withinTarget(WorkloadClass of) {
        int[] sorted = sorted(of);
        long target = WaitingCost.usual(of).toMillis();
        int within = 0;
        while (within < sorted.length && sorted[within] <= target) {
            within++;
        }
        return sorted.length == 0 ? 1 : within / (double) sorted.length;
    }

    private static double at(int[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)] / 1000.0;
    }
}
