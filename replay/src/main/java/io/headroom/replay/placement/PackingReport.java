package io.headroom.replay.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What came of a packing replay; its fields are the JSON that is printed.
///
/// @param pods arrivals of seed 0
/// @param hindsightPercent allocation that a packer with hindsight reaches, mean over the seeds
public record PackingReport(
        int nodes,
        int gpus,
        int pods,
        int seeds,
        double load,
        double hindsightPercent,
        List<Line> policies) {

    /// A mean and the deviation around it, over the seeds.
    public record Spread(double mean, double deviation) {

        static Spread of(List<Double> values) {
            double mean = values.stream().mapToDouble(v -> v).average().orElse(0);
            double square =
                    values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElse(0);
            return new Spread(rounded(mean), rounded(Math.sqrt(square)));
        }
    }

    /// One policy.
    ///
    /// @param policy its name
    /// @param allocationPercent milli-GPU of the placed pods by that of the cluster
    /// @param podsRefused mean over the seeds
    /// @param fragmentationPercent GPU that is free at the end and lost to the typical mix, mean over the seeds
    /// @param seconds for the decisions of all seeds
    public record Line(
            String policy,
            Spread allocationPercent,
            double podsRefused,
            double fragmentationPercent,
            double seconds,
            long decisionsPerSecond) {

        static Line of(Policy policy, List<PackingRun> runs, int decisions) {
            double seconds = runs.stream().mapToLong(PackingRun::nanos).sum() / 1e9;
            return new Line(
                    policy.label(),
                    Spread.of(runs.stream().map(PackingRun::allocationPercent).toList()),
                    rounded(runs.stream().mapToInt(PackingRun::podsRefused).average().orElse(0)),
                    rounded(runs.stream().mapToDouble(PackingRun::lostPercent).average().orElse(0)),
                    rounded(seconds),
                    Math.round(decisions / seconds));
        }
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%d nodes, %d GPUs; %d arrivals ask for %.0f %% of them; %d seed(s)",
                        nodes,
                        gpus,
                        pods,
                        load * 100,
                        seeds));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-15s %14s %9s %9s %11s %8s %12s",
                        "policy",
                        "GPUs allocated",
                        "deviation",
                        "refused",
                        "lost at end",
                        "seconds",
                        "decisions/s"));
        for (Line line : policies) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-15s %12.2f %% %9.2f %9.0f %9.2f %% %8.2f %12d",
                            line.policy,
                            line.allocationPercent.mean,
                            line.allocationPercent.deviation,
                            line.podsRefused,
                            line.fragmentationPercent,
                            line.seconds,
                            line.decisionsPerSecond));
        }
        lines.add(
                String.format(Locale.ROOT, "%-15s %12.2f %%", "with hindsight", hindsightPercent));
        return List.copyOf(lines);
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
