package io.headroom.replay.evaluate.rolling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.headroom.replay.evaluate.score.HourCoverage;
import io.headroom.replay.evaluate.score.HourScore;

/// How one series' forecasts did while time went on.
///
/// @param weightedQuantileLoss mean of the losses of the quantiles 0.5, 0.9 and 0.95, in units of demand
/// @param under90 share of the truth at or under the quantile 0.9
/// @param within90 share of the truth between the quantiles 0.05 and 0.95
/// @param plainMeanLoss the same loss of the plain mean of last hour, yesterday and last week
/// @param hours the same share as under90, by hour of the day (UTC)
/// @param cpuSecondsPerForecast refits included
public record RollingReport(
        int steps,
        int forecasts,
        int horizon,
        double weightedQuantileLoss,
        double loss50,
        double loss90,
        double loss95,
        double under90,
        double within90,
        double plainMeanLoss,
        List<HourCoverage> hours,
        double cpuSecondsPerForecast,
        double slowestForecastSeconds) {
    public RollingReport {
        hours = List.copyOf(hours);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>(figures());
        lines.addAll(HourScore.lines("by hour of the day (UTC)", hours));
        return lines;
    }

    private List<String> figures() {
        return List.of(
                "steps " + steps + ", forecasts " + forecasts + ", horizon " + horizon,
                line("weighted quantile loss", weightedQuantileLoss),
                line("  quantile 0.5", loss50),
                line("  quantile 0.9", loss90),
                line("  quantile 0.95", loss95),
                line("  of the plain mean", plainMeanLoss),
                line("under quantile 0.9, %", 100 * under90),
                line("within 0.05-0.95, %", 100 * within90),
                line("CPU seconds a forecast", cpuSecondsPerForecast),
                line("  the slowest", slowestForecastSeconds));
    }

    private static String line(String name, double value) {
        return String.format(Locale.ROOT, "%-24s %10.4f", name, value);
    }
}
