package io.headroom.replay.fleet.foresight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Announcement;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.scaling.learned.Durations;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.work.Kind;
import io.headroom.replay.fleet.work.Progress;

/// What the replay foresees: the live forecaster over the demand that it has lived through, or the truth.
public final class Foresight {

    /// As often as the live service; less often once so much is known that an hour more changes little.
    private static final Duration REFIT = Duration.ofMinutes(30);

    private static final int REFITS_PER_HISTORY = 180;

    /// As long as demand stays what it was, so does what was foreseen; no longer than this, for the past moves on all the same.
    private static final Duration STANDS = Duration.ofMinutes(5);

    /// Minutes that are remembered, as in the live service.
    private static final int REMEMBERED = 15 * 1440;

    private static final int HORIZON = 30;

    private final Strategy.Foresees foresees;
    private final @Nullable Truth truth;
    private final Durations<Kind> durations;
    private final Map<String, DemandHistory> histories = new LinkedHashMap<>();
    private final Map<String, FittedSeries> fitted = new LinkedHashMap<>();
    private final Map<String, Outlook> outlooks = new LinkedHashMap<>();
    private final ForecastPolicy policy = ForecastPolicy.DEFAULT.withHorizon(HORIZON);
    private final Map<String, Shape> typical = new LinkedHashMap<>();
    private final Map<String, SortedMap<WorkloadClass, Double>> classShares = new LinkedHashMap<>();
    private Instant refitAt;
    private Instant now;
    private double off;
    private double sum;
    private long version;
    private @Nullable List<DemandForecast> said;

    public Foresight(Scenario scenario, Strategy strategy, Durations<Kind> durations) {
        this.foresees = strategy.foresees();
        this.truth = foresees == Strategy.Foresees.TRUTH ? Truth.of(scenario) : null;
        this.durations = durations;
        scenario.history().forEach(h -> histories.put(h.series(), h.tail(REMEMBERED)));
        refitAt = scenario.start();
        now = scenario.start();
    }

    /// A minute's demand by series; answers the sum.
    public double observe(Instant at, Collection<Progress> live) {
        now = at;
        version++;
        said = null;
        WantedNow wanted = WantedNow.of(live, durations, at);
        Map<String, Double> bySeries = wanted.bySeries();
        histories.keySet().forEach(series -> bySeries.putIfAbsent(series, 0.0));
        if (foresees == Strategy.Foresees.LEARNED || foresees == Strategy.Foresees.TRUTH) {
            // The last word stands while nothing is wanted.
            typical.putAll(wanted.typical());
            classShares.putAll(wanted.classShares());
        }
        if (foresees == Strategy.Foresees.LEARNED) {
            bySeries.forEach(this::learn);
            look();
        }
        return bySeries.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private Duration refitAfter() {
        int minutes = histories.values().stream().mapToInt(DemandHistory::size).max().orElse(0);
        Duration share = Duration.ofMinutes(minutes / REFITS_PER_HISTORY);
        return share.compareTo(REFIT) > 0 ? share : REFIT;
    }

    private void look() {
        if (!now.isBefore(refitAt)) {
            histories.forEach((series, h) -> fitted.put(series, Forecaster.refit(h, policy)));
            refitAt = now.plus(refitAfter());
        }
        histories.forEach(
                (series, history) -> {
                    FittedSeries fit = fitted.get(series);
                    if (fit != null && !stands(series, history)) {
                        outlooks.put(series, Forecaster.forecast(fit, history, HORIZON, now));
                    }
                });
    }

    private boolean stands(String series, DemandHistory history) {
        Outlook before = outlooks.get(series);
        int last = history.size() - 1;
        return before != null
                && last > 0
                && history.value(last) == history.value(last - 1)
                && now.isBefore(before.from().plus(STANDS));
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
                        : trimmed(history.plus(gpus)));
    }

    /// Cut once an hour: each cut copies all of it.
    private static DemandHistory trimmed(DemandHistory history) {
        return history.size() < REMEMBERED + 60 ? history : history.tail(REMEMBERED);
    }

    /// The same until the next minute.
    public List<DemandForecast> forecasts() {
        if (said == null) {
            said = say();
        }
        return said;
    }

    private List<DemandForecast> say() {
        List<DemandForecast> forecasts = new ArrayList<>();
        Truth known = truth;
        if (known != null) {
            for (DemandForecast forecast : known.forecasts(now, HORIZON, version)) {
                forecasts.add(known(forecast));
            }
        }
        outlooks.forEach((_, outlook) -> forecasts.add(known(Announcement.of(outlook, version))));
        return forecasts;
    }

    private DemandForecast known(DemandForecast forecast) {
        String series = forecast.series().toString();
        return forecast.with(typical.get(series)).askedBy(classShares.get(series));
    }

    /// Mean absolute error of the next minute's median over the mean demand; -1 where nothing was forecast.
    public double error() {
        return sum == 0 ? -1 : off / sum;
    }
}
