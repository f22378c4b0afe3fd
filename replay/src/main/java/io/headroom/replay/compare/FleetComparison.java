package io.headroom.replay.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.replay.fleet.FleetReplay;
import io.headroom.replay.fleet.given.ProviderModel;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.score.PolicyScore;
import io.headroom.replay.trace.FleetTrace;
import io.headroom.replay.trace.FleetTrace.Arrival;
import io.headroom.replay.trace.FleetTraceFormat;
import io.headroom.replay.trace.FleetTraces;

/// Replays a trace under each policy asked for, in the same world.
public final class FleetComparison {

    /// After the last arrival: what it started may still end, and nodes be given back.
    private static final Duration AFTER = Duration.ofMinutes(30);

    /// From so many arrivals an hour on they are placed once a second: live, a loop's turn takes up what came during the last one.
    private static final double MANY_AN_HOUR = 3600;

    private FleetComparison() {}

    public static FleetReport run(FleetRequest request) {
        return run(request, FleetProgress.UNSEEN);
    }

    public static FleetReport run(FleetRequest request, FleetProgress progress) {
        boolean compresses = request.format() == FleetTraceFormat.OPENB;
        FleetTrace read =
                FleetTraces.read(
                        request.trace(), request.format(), compresses ? request.times() : 1);
        Duration every = request.checkpointsEvery();
        FleetTrace trace = every == null ? read : read.checkpointing(every);
        boolean moves = trace.checkpoints();
        int times = compresses ? 1 : request.times();
        Scenario first = scenario(request, trace, times, request.seed());
        List<List<PolicyScore>> policies = new ArrayList<>();
        List<Strategy> strategies = strategies(request, moves);
        strategies.forEach(_ -> policies.add(new ArrayList<>()));
        for (int i = 0; i < request.seeds(); i++) {
            long seed = request.seed() + i;
            Scenario scenario = i == 0 ? first : scenario(request, trace, times, seed);
            for (int p = 0; p < strategies.size(); p++) {
                policies.get(p).add(score(scenario, strategies.get(p), seed, progress));
            }
        }
        List<PolicyScore> leases = new ArrayList<>();
        for (Duration lease : request.leases()) {
            Strategy leasing = strategy(FleetReport.HEADROOM, moves).leasing(lease);
            leases.add(score(first, leasing, request.seed(), progress));
        }
        List<PolicyScore> firsts = policies.stream().map(List::getFirst).toList();
        int named = request.policies().size();
        return new FleetReport(
                request.trace().getFileName().toString(),
                request.format().label(),
                request.times(),
                request.seed(),
                first.start(),
                first.scoredFrom(),
                first.end(),
                firsts.subList(0, named),
                firsts.subList(named, firsts.size()),
                leases,
                request.seeds() == 1 ? List.of() : policies.stream().map(SeedScores::of).toList(),
                beside(firsts.subList(0, named), firsts.subList(named, firsts.size())));
    }

    private static List<Beside> beside(List<PolicyScore> policies, List<PolicyScore> curve) {
        List<PolicyScore> settings = FleetReport.settings(policies, curve);
        return settings.isEmpty()
                ? List.of()
                : policies.stream()
                        .filter(p -> !p.policy().equals(FleetReport.HEADROOM))
                        .map(p -> Beside.of(p, settings))
                        .toList();
    }

    /// The policies asked for, then headroom with each further weight of waiting.
    private static List<Strategy> strategies(FleetRequest request, boolean moves) {
        List<Strategy> strategies = new ArrayList<>();
        request.policies().forEach(policy -> strategies.add(strategy(policy, moves)));
        request.waitingCosts()
                .forEach(
                        cost ->
                                strategies.add(
                                        strategy(FleetReport.HEADROOM, moves).waitingCosts(cost)));
        return strategies;
    }

    private static PolicyScore score(
            Scenario scenario, Strategy strategy, long seed, FleetProgress progress) {
        return FleetReplay.score(
                scenario, strategy, share -> progress.reached(strategy.name(), seed, share));
    }

    /// @param moves whether there is work that may be moved: nobody but headroom does
    private static Strategy strategy(String policy, boolean moves) {
        return switch (policy) {
            case "headroom" ->
                    moves
                            ? Strategy.headroom().rebinding().consolidating()
                            : Strategy.headroom().rebinding();
            case "reactive" -> Strategy.reactive();
            case "cluster-autoscaler" -> Strategy.clusterAutoscaler();
            case "static" -> Strategy.fixed();
            case "oracle" -> Strategy.oracle();
            case "oracle-stopping" -> Strategy.oracleStopping();
            default -> throw new IllegalArgumentException("no policy '" + policy + "'");
        };
    }

    private static Scenario scenario(FleetRequest request, FleetTrace trace, int times, long seed) {
        Instant end = trace.end().plus(AFTER);
        Duration last = request.last();
        Instant scored = trace.start();
        if (last != null && trace.end().minus(last).isAfter(scored)) {
            scored = Instant.ofEpochSecond(trace.end().minus(last).getEpochSecond() / 60 * 60);
        }
        Instant settling = scored.minus(request.settle());
        Instant start = settling.isBefore(trace.start()) ? trace.start() : settling;
        ProviderModel provider =
                new ProviderModel(
                        request.bootLeast(),
                        request.bootMost(),
                        request.wakeLeast(),
                        request.wakeMost(),
                        request.shortOfTime());
        MarketFile given = request.market();
        MarketFile market = given == null ? Market.suiting(trace, request.format()) : given;
        Market offered = Market.of(market, provider.expectedBoot(), request.warmMax());
        ManyJobs jobs = new ManyJobs(from(trace, start), times, seed);
        double hours = Math.max(1, Duration.between(start, end).toMinutes()) / 60.0;
        return new Scenario(
                jobs,
                offered.pools(),
                offered.offers(),
                offered.capacity(),
                request.budget(),
                history(trace, start, times),
                start,
                end,
                seed,
                provider,
                offered.disks(),
                scored,
                jobs.size() / hours > MANY_AN_HOUR ? Duration.ofSeconds(1) : Duration.ZERO);
    }

    /// What arrives from the start on, and what runs on at the start: that was there before.
    private static List<Arrival> from(FleetTrace trace, Instant start) {
        List<Arrival> rows = new ArrayList<>();
        for (Arrival row : trace.rows()) {
            Instant ends = row.at().plus(row.runs());
            if (!row.at().isBefore(start)) {
                rows.add(row);
            } else if (ends.isAfter(start)) {
                Instant before = start.minusMillis(1);
                rows.add(new Arrival(before, row.spec(), Duration.between(before, ends)));
            }
        }
        return rows;
    }

    /// Demand at each minute before the start, by series.
    private static List<DemandHistory> history(FleetTrace trace, Instant start, int times) {
        int minutes = (int) Duration.between(trace.start(), start).toMinutes();
        if (minutes < 1) {
            return List.of();
        }
        Instant first = start.minusSeconds(60L * minutes);
        Map<String, double[]> change = new LinkedHashMap<>();
        for (Arrival row : trace.rows()) {
            String series =
                    new SeriesKey(row.spec().lane(), row.spec().shape().modelsLabel()).toString();
            double gpus =
                    times * row.spec().replicas() * row.spec().shape().totalMilliGpu() / 1000.0;
            double[] by = change.computeIfAbsent(series, _ -> new double[minutes + 1]);
            // Copies are strewn over time: each minute gets its share of what runs in it.
            spread(by, gpus, first, row);
        }
        List<DemandHistory> histories = new ArrayList<>();
        change.forEach(
                (series, by) ->
                        histories.add(
                                new DemandHistory(
                                        series,
                                        first,
                                        Duration.ofMinutes(1),
                                        java.util.Arrays.copyOf(by, minutes))));
        return histories;
    }

    private static void spread(double[] by, double gpus, Instant first, Arrival row) {
        double from = Duration.between(first, row.at()).toMillis() / 60_000.0;
        double to = from + row.runs().toMillis() / 60_000.0;
        for (int m = (int) Math.max(0, Math.floor(from)); m < Math.min(by.length, to); m++) {
            by[m] += gpus * (Math.min(to, m + 1.0) - Math.max(from, m));
        }
    }
}
