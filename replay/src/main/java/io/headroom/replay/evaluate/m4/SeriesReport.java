package io.headroom.replay.evaluate.m4;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.headroom.replay.evaluate.score.HourCoverage;
import io.headroom.replay.evaluate.score.HourScore;

/// How forecasts of many series did.
///
/// @param owa the mean of sMAPE and MASE, each in units of Naive2's; 1 is as good as Naive2, less is better
/// @param weightedQuantileLoss mean over the nine deciles of the loss over all series, in units of all demand
/// @param coverage80 share of the truth within the central 80 % interval
/// @param hours share of the truth at or under the quantile 0.9, by hours since the busiest of each series' day; empty where the first
///     season is none of 24 steps
/// @param cpuSecondsPerSeries refit and forecast with all quantiles
public record SeriesReport(
        int series,
        int horizon,
        double smape,
        double mase,
        double owa,
        double naive2Smape,
        double naive2Mase,
        double weightedQuantileLoss,
        double coverage80,
        double coverage95,
        List<HourCoverage> hours,
        double cpuSecondsPerSeries) {
    public SeriesReport {
        hours = List.copyOf(hours);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>(figures());
        lines.addAll(HourScore.lines("by hours since the busiest of the day", hours));
        return lines;
    }

    private List<String> figures() {
        return List.of(
                "series " + series + ", horizon " + horizon,
                line("sMAPE", smape, "Naive2 %.3f".formatted(naive2Smape)),
                line("MASE", mase, "Naive2 %.3f".formatted(naive2Mase)),
                line("OWA", owa, "against Naive2, less is better"),
                line("weighted quantile loss", weightedQuantileLoss, "deciles"),
                line("coverage of 80 %", 100 * coverage80, "%"),
                line("coverage of 95 %", 100 * coverage95, "%"),
                line("CPU seconds a series", cpuSecondsPerSeries, ""));
    }

    private static String line(String name, double value, String note) {
        return String.format(Locale.ROOT, "%-24s %10.4f  %s", name, value, note).stripTrailing();
    }
}
