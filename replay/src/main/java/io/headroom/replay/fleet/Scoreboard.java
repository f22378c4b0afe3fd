package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.headroom.contracts.budget.Money;

/// Counts what came of a replay.
final class Scoreboard {

    private final List<Double> scaleUps = new ArrayList<>();
    private int arrived;
    private double gpuHoursUsed;

    void arrived(Job job) {
        arrived++;
    }

    int arrived() {
        return arrived;
    }

    /// A replica began to run.
    void started(Progress progress, SimNode on, Instant now) {
        Instant firstShort = progress.firstShort;
        if (firstShort != null && !progress.startedOnNew && !on.boughtAt.isBefore(firstShort)) {
            progress.startedOnNew = true;
            scaleUps.add(Duration.between(firstShort, now).toMillis() / 1000.0);
        }
        if (progress.startedAt == null
                && progress.running.size() == progress.job.spec().replicas()) {
            progress.startedAt = now;
        }
    }

    /// A replica ended.
    void used(Job job) {
        gpuHoursUsed +=
                job.runs().toMillis() / 3_600_000.0 * job.spec().shape().totalMilliGpu() / 1000.0;
    }

    FleetOutcome outcome(
            Strategy strategy, Collection<Progress> jobs, SimFleet fleet, Foresight foresight) {
        int done = (int) jobs.stream().filter(Progress::done).count();
        double bought =
                fleet.gone().stream()
                        .mapToDouble(n -> n.gpuHours(n.endedAt == null ? n.boughtAt : n.endedAt))
                        .sum();
        FleetOutcome.Budget budget = fleet.till().summary();
        return new FleetOutcome(
                strategy.name(),
                new FleetOutcome.Workloads(arrived, done, arrived - done, 0, 0, 0, 0),
                FleetOutcome.Percentiles.of(
                        jobs.stream()
                                .filter(p -> p.startedAt != null)
                                .map(p -> p.waited().toMillis() / 1000.0)
                                .toList()),
                new FleetOutcome.GpuHours(bought, gpuHoursUsed),
                new Money(done == 0 ? 0 : budget.spent().micros() / done),
                FleetOutcome.Percentiles.of(scaleUps),
                budget,
                fleet.gone().size(),
                fleet.nodes().size(),
                foresight.error());
    }
}
