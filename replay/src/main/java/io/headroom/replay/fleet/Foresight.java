package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.engine.forecast.Announcement;
import io.headroom.engine.forecast.DemandHistory;
import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.Outlook;
import io.headroom.engine.forecast.UnqueuedDemand;

/// What the replay foresees: the live forecaster over the demand that it has lived through, or the truth.
final class Foresight {

    private static final Duration REFIT = Duration.ofMinutes(30);
    private static final int HORIZON = 30;

    private final Strategy.Foresees foresees;
    private final @Nullable Truth truth;
    private final Durations durations;
    private final Map<String, DemandHistory> histories = new LinkedHashMap<>();
    private final Map<String, FittedSeries> fitted = new LinkedHashMap<>();
    private final Map<String, Outlook> outlooks = new LinkedHashMap<>();
    private final ForecastPolicy policy = ForecastPolicy.DEFAULT.withHorizon(HORIZON);
    private final Map<String, Shape> typical = new LinkedHashMap<>();
    private Instant refitAt;
    private Instant now;
    private double off;
    private double sum;
    private long version;

    Foresight(Scenario scenario, Strategy strategy, Durations durations) {
        this.foresees = strategy.foresees();
        this.truth = foresees == Strategy.Foresees.TRUTH ? Truth.of(scenario) : null;
        this.durations = durations;
        scenario.history().forEach(h -> histories.put(h.series(), h));
        refitAt = scenario.start();
        now = scenario.start();
    }

    /// A minute's demand by series; answers the sum.
    double observe(Instant at, Collection<Progress> live) {
        now = at;
        version++;
        Map<String, Double> wanted = new TreeMap<>();
        histories.keySet().forEach(series -> wanted.put(series, 0.0));
        for (Progress progress : live) {
            wanted.merge(progress.series, wanted(progress), Double::sum);
        }
        if (foresees == Strategy.Foresees.LEARNED || foresees == Strategy.Foresees.TRUTH) {
            learnTypical(live);
        }
        if (foresees == Strategy.Foresees.LEARNED) {
            wanted.forEach(this::learn);
            look();
        }
        return wanted.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// GPUs that a job wants now, as it would if nothing had ever waited.
    private double wanted(Progress progress) {
        Duration expected = durations.expected(progress.kind);
        double gpus = progress.job.shape().totalMilliGpu() / 1000.0;
        double wanted = 0;
        for (int i = 0; i < progress.replicas(); i++) {
            if (progress.isOver(i)) {
                continue;
            }
            Instant started = progress.running[i] ? progress.startedAt : null;
            Duration waited = Duration.between(progress.job.at(), started == null ? now : started);
            wanted += gpus * UnqueuedDemand.share(waited, expected);
        }
        return wanted;
    }

    private void look() {
        if (!now.isBefore(refitAt)) {
            histories.forEach((series, h) -> fitted.put(series, Forecaster.refit(h, policy)));
            refitAt = now.plus(REFIT);
        }
        histories.forEach(
                (series, history) -> {
                    FittedSeries fit = fitted.get(series);
                    if (fit != null) {
                        outlooks.put(series, Forecaster.forecast(fit, history, HORIZON, now));
                    }
                });
    }

    /// What one GPU of a series needs besides, on average of what is wanted now; the last word stands while nothing is.
    private void learnTypical(Collection<Progress> live) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (Progress progress : live) {
            Shape shape = progress.job.shape();
            double[] sums3 = sums.computeIfAbsent(progress.series, _ -> new double[3]);
            sums3[0] += shape.totalMilliGpu() / 1000.0;
            sums3[1] += shape.cpuMillis();
            sums3[2] += shape.memoryMib();
        }
        sums.forEach(
                (series, s) ->
                        typical.put(
                                series,
                                new Shape(
                                        SeriesKey.of(series).allowed(),
                                        1,
                                        Shape.WHOLE,
                                        0,
                                        (int) (s[1] / Math.max(0.001, s[0])),
                                        (int) (s[2] / Math.max(0.001, s[0])))));
    }

    private void learn(String series, double gpus) {
        Outlook outlook = outlooks.get(series);
        if (outlook != null && outlook.steps() > 0) {
            off += Math.abs(outlook.quantile(0.5, 0) - gpus);
            sum += gpus;
        }
        DemandHistory history = histories.get(series);
        histories.put(
                series,
                history == null
                        ? new DemandHistory(series, now, Duration.ofMinutes(1), new double[] {gpus})
                        : history.plus(gpus));
    }

    List<DemandForecast> forecasts() {
        List<DemandForecast> forecasts = new ArrayList<>();
        Truth known = truth;
        if (known != null) {
            for (DemandForecast forecast : known.forecasts(now, HORIZON, version)) {
                forecasts.add(forecast.with(typical.get(forecast.series().toString())));
            }
        }
        outlooks.forEach(
                (series, outlook) ->
                        forecasts.add(Announcement.of(outlook, version).with(typical.get(series))));
        return forecasts;
    }

    /// Mean absolute error of the next minute's median over the mean demand; -1 where nothing was forecast.
    double error() {
        return sum == 0 ? -1 : off / sum;
    }
}
