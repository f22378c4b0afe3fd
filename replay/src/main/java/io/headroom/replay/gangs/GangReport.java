package io.headroom.replay.gangs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came of a replay of gangs; its fields are the JSON that is printed.
///
/// @param jobsBySize how many jobs ask for how many GPUs
public record GangReport(
        int nodes,
        int gpus,
        int jobs,
        int gangs,
        long seed,
        Map<String, Integer> jobsBySize,
        List<AtLoad> loads) {

    /// All policies at one offered load.
    ///
    /// @param seconds from the first arrival to the last
    public record AtLoad(double load, long seconds, List<Line> policies) {}

    /// One policy.
    ///
    /// @param utilisationPercent GPU time taken of the fleet's, from the first arrival to the last
    /// @param lastEnd second at which the last job ended
    public record Line(
            String policy,
            double utilisationPercent,
            long meanWaitSeconds,
            long p99WaitSeconds,
            Map<String, Long> p99WaitSecondsBySize,
            long longestWaitSeconds,
            long lastEnd) {}

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%d nodes, %d GPUs; %d jobs, %d of them gangs; seed %d",
                        nodes,
                        gpus,
                        jobs,
                        gangs,
                        seed));
        for (AtLoad at : loads) {
            lines.add("");
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "offered load %.2f: arrivals over %.1f hours",
                            at.load,
                            at.seconds / 3600.0));
            StringBuilder head =
                    new StringBuilder(
                            String.format(
                                    Locale.ROOT,
                                    "%-14s %11s %10s %10s",
                                    "policy",
                                    "utilisation",
                                    "mean wait",
                                    "p99 wait"));
            jobsBySize.forEach(
                    (size, count) ->
                            head.append(
                                    String.format(
                                            Locale.ROOT, " %18s", size + " (" + count + ")")));
            lines.add(head.toString());
            at.policies.forEach(line -> lines.add(row(line)));
        }
        return List.copyOf(lines);
    }

    private static String row(Line line) {
        StringBuilder row =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%-14s %9.2f %% %9ds %9ds",
                                line.policy,
                                line.utilisationPercent,
                                line.meanWaitSeconds,
                                line.p99WaitSeconds));
        line.p99WaitSecondsBySize.forEach(
                (size, wait) -> row.append(String.format(Locale.ROOT, " %17ds", wait)));
        return row.toString();
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
