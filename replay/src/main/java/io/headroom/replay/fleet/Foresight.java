package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.engine.forecast.Announcement;
import io.headroom.engine.forecast.DemandHistory;
import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.Outlook;

/// What the replay foresees: the live forecaster over the demand that it has lived through.
final class Foresight {

    private static final Duration REFIT = Duration.ofMinutes(30);
    private static final int HORIZON = 30;

    private final Map<String, DemandHistory> histories = new LinkedHashMap<>();
    private final Map<String, FittedSeries> fitted = new LinkedHashMap<>();
    private final Map<String, Outlook> outlooks = new LinkedHashMap<>();
    private final ForecastPolicy policy = ForecastPolicy.DEFAULT.withHorizon(HORIZON);
    private final Map<String, Shape> typical = new LinkedHashMap<>();
    private final List<double[]> scored = new ArrayList<>();
    private Instant refitAt;
    private long version;

    Foresight(Scenario scenario) {
        scenario.history().forEach(h -> histories.put(h.series(), h));
        refitAt = scenario.start();
    }

    /// A minute's demand, running and waiting, by series.
    void observe(Instant now, Collection<Progress> live) {
        Map<String, Double> wanted = new TreeMap<>();
        histories.keySet().forEach(series -> wanted.put(series, 0.0));
        for (Progress progress : live) {
            String series =
                    new SeriesKey(
                                    progress.job.spec().lane(),
                                    progress.job.spec().shape().modelsLabel())
                            .toString();
            wanted.merge(series, progress.wantedMilliGpu() / 1000.0, Double::sum);
        }
        learnTypical(live);
        wanted.forEach((series, gpus) -> observe(series, gpus, now));
        if (!now.isBefore(refitAt)) {
            histories.forEach((series, h) -> fitted.put(series, Forecaster.refit(h, policy)));
            refitAt = now.plus(REFIT);
        }
        version++;
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
        Map<SeriesKey, List<Shape>> shapes = new LinkedHashMap<>();
        for (Progress progress : live) {
            if (!progress.done()) {
                Shape shape = progress.job.spec().shape();
                shapes.computeIfAbsent(
                                new SeriesKey(progress.job.spec().lane(), shape.modelsLabel()),
                                _ -> new ArrayList<>())
                        .add(shape);
            }
        }
        shapes.forEach((key, all) -> typical.put(key.toString(), average(key, all)));
    }

    private static Shape average(SeriesKey key, List<Shape> shapes) {
        double gpus =
                Math.max(0.001, shapes.stream().mapToInt(Shape::totalMilliGpu).sum() / 1000.0);
        double cpu = shapes.stream().mapToInt(Shape::cpuMillis).sum() / gpus;
        double memory = shapes.stream().mapToLong(Shape::memoryMib).sum() / gpus;
        return new Shape(key.allowed(), 1, Shape.WHOLE, 0, (int) cpu, (int) memory);
    }

    private void observe(String series, double gpus, Instant now) {
        Outlook outlook = outlooks.get(series);
        if (outlook != null && outlook.steps() > 0) {
            scored.add(new double[] {outlook.quantile(0.5, 0), gpus});
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
        outlooks.forEach(
                (series, outlook) ->
                        forecasts.add(Announcement.of(outlook, version).with(typical.get(series))));
        return forecasts;
    }

    /// Mean absolute error of the next minute's median over the mean demand; -1 where nothing was forecast.
    double error() {
        double off = 0;
        double sum = 0;
        for (double[] pair : scored) {
            off += Math.abs(pair[0] - pair[1]);
            sum += pair[1];
        }
        return sum == 0 ? -1 : off / sum;
    }
}
