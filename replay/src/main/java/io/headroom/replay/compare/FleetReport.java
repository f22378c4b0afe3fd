package io.headroom.replay.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.headroom.replay.fleet.score.PolicyScore;

/// What each policy made of the trace, under the first seed.
///
/// @param scoredFrom what was submitted and paid between the start and then is not counted
/// @param overSeeds mean and deviation over all seeds, of the policies and then of the curve; empty where there was one seed
/// @param curve headroom with other weights of waiting against spending
/// @param leases headroom with other lengths of a lease
/// @param beside how headroom stands beside each other policy, at the best of its settings; empty where headroom is not among them
public record FleetReport(
        String trace,
        String format,
        int arrivalsTimes,
        long seed,
        Instant start,
        Instant scoredFrom,
        Instant end,
        List<PolicyScore> policies,
        List<PolicyScore> curve,
        List<PolicyScore> leases,
        List<SeedScores> overSeeds,
        List<Beside> beside) {

    static final String HEADROOM = "headroom";

    public FleetReport {
        policies = List.copyOf(policies);
        curve = List.copyOf(curve);
        leases = List.copyOf(leases);
        overSeeds = List.copyOf(overSeeds);
        beside = List.copyOf(beside);
    }

    /// Headroom at each of its settings, the cheapest wait first.
    static List<PolicyScore> settings(List<PolicyScore> policies, List<PolicyScore> curve) {
        return Stream.concat(
                        policies.stream().filter(p -> p.policy().equals(HEADROOM)), curve.stream())
                .sorted(Comparator.comparingDouble(PolicyScore::waitingCost))
                .toList();
    }

    List<PolicyScore> settings() {
        return settings(policies, curve);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s (%s), arrivals x%d, seed %d, %s to %s%s"
                        .formatted(
                                trace,
                                format,
                                arrivalsTimes,
                                seed,
                                start,
                                end,
                                scoredFrom.equals(start) ? "" : ", scored from " + scoredFrom));
        lines.add(
                "%-26s %8s %8s %8s %7s %10s %10s %12s %9s %9s %7s %7s"
                        .formatted(
                                "POLICY",
                                "P50 s",
                                "P95 s",
                                "P99 s",
                                "WITHIN",
                                "GPUH",
                                "USED",
                                "COST $",
                                "$/DONE",
                                "LAUNCHES",
                                "WASTED",
                                "OSCILL"));
        policies.forEach(score -> lines.add(line(score.policy(), score)));
        curve.forEach(score -> lines.add(line(named(score), score)));
        warmth(lines);
        lines.addAll(MoveLines.of(policies, curve));
        if (!beside.isEmpty()) {
            lines.add(Beside.head());
            beside.forEach(one -> lines.add(one.line()));
        }
        if (!overSeeds.isEmpty()) {
            lines.add(
                    "%-26s %19s %19s %19s %23s %17s"
                            .formatted(
                                    "MEAN +- DEVIATION, SEEDS",
                                    "P50 s",
                                    "P95 s",
                                    "WITHIN %",
                                    "COST $",
                                    "OSCILL"));
            overSeeds.forEach(scores -> lines.add(line(scores)));
        }
        if (!leases.isEmpty()) {
            lines.add(
                    "%-26s %12s %8s %12s %8s %12s"
                            .formatted(
                                    "LEASE",
                                    "HELD $",
                                    "OF A DAY",
                                    "NEVER USED $",
                                    "OF ALL",
                                    "COST $"));
            leases.forEach(score -> lines.add(certainty(score)));
        }
        return lines;
    }

    /// What nodes did in their GPU-hours; stopped ones are not among those that were bought.
    private void warmth(List<String> lines) {
        lines.add(
                "%-26s %10s %10s %10s %10s %10s %7s %7s"
                        .formatted(
                                "GPU-HOURS BY STATE",
                                "USED",
                                "FREE BESIDE",
                                "IDLE",
                                "BOOTING",
                                "STOPPED",
                                "WAKES",
                                "RESTS"));
        policies.forEach(score -> lines.add(warmth(score.policy(), score)));
        curve.forEach(score -> lines.add(warmth(named(score), score)));
    }

    private static String warmth(String name, PolicyScore score) {
        PolicyScore.WarmHours warm = score.warmGpuHours();
        double used = score.gpuHours().used();
        return String.format(
                Locale.ROOT,
                "%-26s %10.1f %10.1f %10.1f %10.1f %10.1f %7d %7d",
                name,
                used,
                Math.max(0, score.gpuHours().bought() - used - warm.booting() - warm.idle()),
                warm.idle(),
                warm.booting(),
                warm.stopped(),
                score.wakes(),
                score.rests());
    }

    static String named(PolicyScore ofCurve) {
        return "headroom at $" + String.format(Locale.ROOT, "%.4g", ofCurve.waitingCost());
    }

    /// Held: at one time at most, beside what a day cost on average. Never used: in the end, beside all that was committed.
    private String certainty(PolicyScore score) {
        PolicyScore.Certainty price = score.certainty();
        double days = Math.max(1, Duration.between(scoredFrom, end).toMinutes() / 1440.0);
        double cost = score.cost().micros() / 1e6;
        double heldAtMost = price.heldAtMost().micros() / 1e6;
        double neverUsed = price.neverUsed().micros() / 1e6;
        return String.format(
                Locale.ROOT,
                "%-26s %12.2f %7.2f%% %12.2f %7.2f%% %12.2f",
                price.lease().toString(),
                heldAtMost,
                cost == 0 ? 0 : 100 * heldAtMost / (cost / days),
                neverUsed,
                cost == 0 ? 0 : 100 * neverUsed / (cost + neverUsed),
                cost);
    }

    private static String line(SeedScores scores) {
        SeedScores.Figures mean = scores.mean();
        SeedScores.Figures off = scores.deviation();
        return String.format(
                Locale.ROOT,
                "%-26s %9.1f +- %6.1f %9.1f +- %6.1f %9.2f +- %6.2f %12.2f +- %7.2f %8.1f +- %5.1f",
                String.format(
                        Locale.ROOT,
                        "%s at $%.4g, %d",
                        scores.policy(),
                        scores.waitingCost(),
                        scores.seeds()),
                mean.waitP50(),
                off.waitP50(),
                mean.waitP95(),
                off.waitP95(),
                100 * mean.withinTarget(),
                100 * off.withinTarget(),
                mean.cost(),
                off.cost(),
                mean.oscillations(),
                off.oscillations());
    }

    private static String line(String name, PolicyScore score) {
        return String.format(
                Locale.ROOT,
                "%-26s %8.1f %8.1f %8.1f %6.2f%% %10.1f %10.1f %12.2f %9s %9d %7d %7d",
                name,
                score.queueWaitSeconds().p50(),
                score.queueWaitSeconds().p95(),
                score.queueWaitSeconds().p99(),
                100 * score.withinTarget(),
                score.gpuHours().bought(),
                score.gpuHours().used(),
                score.cost().micros() / 1e6,
                score.costPerCompletedWorkload(),
                score.launches(),
                score.wastedLaunches(),
                score.oscillations());
    }
}
