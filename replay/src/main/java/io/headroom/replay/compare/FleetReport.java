package io.headroom.replay.compare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.headroom.replay.fleet.PolicyScore;

/// What each policy made of the trace.
///
/// @param curve headroom with other weights of waiting against spending
public record FleetReport(
        String trace,
        String format,
        int arrivalsTimes,
        long seed,
        Instant start,
        Instant end,
        List<PolicyScore> policies,
        List<PolicyScore> curve) {

    public FleetReport {
        policies = List.copyOf(policies);
        curve = List.copyOf(curve);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s (%s), arrivals x%d, seed %d, %s to %s"
                        .formatted(trace, format, arrivalsTimes, seed, start, end));
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
        curve.forEach(
                score ->
                        lines.add(
                                line(
                                        "headroom at $"
                                                + String.format(
                                                        Locale.ROOT, "%.4g", score.waitingCost()),
                                        score)));
        return lines;
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
