package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.fact.WaitingCost;

/// Counts what came of a replay.
final class Scoreboard {

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

    Scoreboard(FleetTimeline timeline, Scenario scenario) {
        this.timeline = timeline;
        this.scenario = scenario;
    }

    /// What was paid and used until now is not scored.
    void begins(Hours until, Collection<Progress> live, Instant now) {
        before = until;
        usedBefore = gpuHoursUsed + live.stream().mapToDouble(p -> running(p, now)).sum();
    }

    /// All that was there at the start, where all of the time is scored.
    private boolean counts(Job job) {
        Instant from = scenario.scoredFrom();
        return from.equals(scenario.start()) || !job.at().isBefore(from);
    }

    private boolean counts(SimNode node) {
        return !node.boughtAt.isBefore(scenario.scoredFrom());
    }

    void arrived(Job job) {
        arrived += counts(job) ? 1 : 0;
    }

    /// A replica began to run.
    ///
    /// @param counts whether its wait says anything: not of what ran before the replay began
    void started(Progress progress, SimNode on, Instant now, boolean counts) {
        if (counts
                && !progress.startedOnNew
                && !on.turnarounds.askedAt().isBefore(progress.job.at())) {
            progress.startedOnNew = true;
            scaleUps.add(Duration.between(progress.job.at(), now).toMillis() / 1000.0);
        }
        if (progress.startedAt == null && progress.ran == progress.replicas()) {
            progress.startedAt = now;
            if (counts) {
                waited(progress, now);
            }
        }
    }

    private void waited(Progress progress, Instant until) {
        waits.computeIfAbsent(progress.job.spec().workloadClass(), _ -> new Waits())
                .add(Duration.between(progress.job.at(), until).toMillis());
    }

    /// A replica ended.
    void used(Job job, Duration ran) {
        gpuHoursUsed += gpuHours(job, ran);
    }

    void done(Job job) {
        done += counts(job) ? 1 : 0;
    }

    /// The replay is over for what is still there: its wait so far counts, and so does its work.
    void left(Collection<Progress> live, Instant now) {
        for (Progress progress : live) {
            if (progress.startedAt == null && counts(progress.job)) {
                waited(progress, now);
            }
            gpuHoursUsed += running(progress, now);
        }
    }

    /// GPU-hours that what runs has used.
    private static double running(Progress progress, Instant now) {
        Instant since = progress.startedAt;
        double used = 0;
        Checkpoints saved = progress.checkpoints;
        for (int i = 0; since != null && i < progress.replicas(); i++) {
            Duration ran = saved == null ? Duration.between(since, now) : saved.worked(i, now);
            used += progress.running[i] ? gpuHours(progress.job, ran) : 0;
        }
        return used;
    }

    private static double gpuHours(Job job, Duration ran) {
        return ran.toMillis() / 3_600_000.0 * job.shape().totalMilliGpu() / 1000.0;
    }

    FleetOutcome outcome(Strategy strategy, SimFleet fleet, double forecastError) {
        Hours hours = hours(fleet);
        return new FleetOutcome(
                strategy.name(),
                new FleetOutcome.Workloads(arrived, done, arrived - done, 0, 0, 0, 0),
                percentiles(null),
                new FleetOutcome.GpuHours(hours.bought(), gpuHoursUsed - usedBefore),
                new Money(done == 0 ? 0 : hours.cost().micros() / done),
                FleetOutcome.Percentiles.of(scaleUps),
                fleet.till().summary(),
                (int) fleet.gone().stream().filter(this::counts).count(),
                fleet.nodes().size(),
                forecastError);
    }

    /// Every node is gone by now.
    private Hours hours(SimFleet fleet) {
        return fleet.hours(scenario.end()).minus(before);
    }

    PolicyScore score(
            Strategy strategy, SimFleet fleet, double forecastError, Consolidated consolidated) {
        FleetOutcome outcome = outcome(strategy, fleet, forecastError);
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
        List<SimNode> gone = fleet.gone().stream().filter(this::counts).toList();
        Hours hours = hours(fleet);
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
                gone.size(),
                (int) gone.stream().filter(n -> !n.everUsed).count(),
                hours.oscillations(),
                hours.rests(),
                (int) gone.stream().filter(n -> n.takenBack).count(),
                new PolicyScore.WarmHours(hours.booting(), hours.idle(), hours.stopped()),
                hours.wakes(),
                outcome.budget(),
                fleet.till().certainty(),
                forecastError,
                fleet.boundsThatBound(),
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
