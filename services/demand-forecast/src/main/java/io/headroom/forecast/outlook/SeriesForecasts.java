package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.contracts.forecast.ModelsChanged;
import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.combine.ModelSwitches;
import io.headroom.engine.forecast.demand.ColdStart;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.demand.Kin;
import io.headroom.engine.forecast.outlook.Announcement;
import io.headroom.engine.forecast.outlook.ExtraDemand;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.Signals;
import io.headroom.forecast.series.SampleTable;
import io.headroom.forecast.signal.Signal;

/// Foresees every series, and remembers what was learned of it: used by [ForecastLoop] alone, one turn at a time.
final class SeriesForecasts {

    /// How far ahead is said: longer than the slowest node takes to come.
    static final int HORIZON = 60;

    /// Half as often misses a change of level for an hour; twice as often costs twice the time.
    private static final Duration REFIT = Duration.ofMinutes(30);

    private final ForecastPolicy policy = ForecastPolicy.DEFAULT.withHorizon(HORIZON);
    private final SortedMap<String, FittedSeries> fitted = new TreeMap<>();
    private final SortedMap<String, Double> sizes = new TreeMap<>();
    private @Nullable Instant learnedAt;

    /// What is foreseen from.
    ///
    /// @param typical what a GPU of a series needs besides, where workloads have told
    /// @param signals that are not over
    /// @param versions of what was last said of each series
    /// @param tried the models of each series when it was last learned, by whoever led then; not read where nothing is learned
    record Facts(
            SortedMap<String, DemandHistory> histories,
            SortedMap<String, Shape> typical,
            List<Signal> signals,
            SortedMap<String, Long> versions,
            SortedMap<String, List<ModelTrial>> tried,
            Instant now) {}

    /// What is foreseen.
    ///
    /// @param wholes of each series that has a past, without signals
    /// @param announced what is to come of the signals, by series
    /// @param said to be told; @param over those of them of which there will be nothing more to tell
    /// @param tried the models of each series that was learned now; @param switches to be told
    /// @param relearned whether all series were learned anew
    record Foreseen(
            SortedMap<String, Outlook> wholes,
            SortedMap<String, List<ExtraDemand>> announced,
            List<DemandForecast> said,
            Set<String> over,
            SortedMap<String, List<ModelTrial>> tried,
            List<ModelsChanged> switches,
            long version,
            boolean relearned) {}

    /// The series that were ever seen.
    Set<String> seen() {
        return fitted.keySet();
    }

    /// Mean GPUs that each series wanted, as of when it was learned.
    SortedMap<String, Double> sizes() {
        return sizes;
    }

    Foreseen foresee(Facts facts, boolean relearn) {
        boolean again = relearn || isDue(facts.now());
        SortedMap<String, List<ModelTrial>> tried = new TreeMap<>();
        SortedMap<String, String> lenders = new TreeMap<>();
        SortedMap<String, DemandHistory> pasts = pasts(facts, lenders);
        pasts.values().forEach(past -> learn(past, again, tried));
        facts.histories()
                .forEach(
                        (series, own) -> {
                            if (again || !sizes.containsKey(series)) {
                                sizes.put(series, own.mean());
                            }
                        });
        if (again) {
            learnedAt = facts.now();
        }
        SortedMap<String, List<ExtraDemand>> announced = announced(facts);
        SortedMap<String, Outlook> wholes = new TreeMap<>();
        SortedMap<String, Outlook> all = new TreeMap<>();
        for (DemandHistory history : pasts.values()) {
            FittedSeries fit = fitted.get(history.series());
            if (fit != null) {
                wholes.put(
                        history.series(),
                        Forecaster.forecast(fit, history, 2 * HORIZON, facts.now()));
            }
        }
        all.putAll(wholes);
        announced.keySet().forEach(series -> all.computeIfAbsent(series, s -> nothing(s, facts)));
        SortedSet<String> over = new TreeSet<>(facts.versions().keySet());
        over.removeAll(all.keySet());
        over.forEach(series -> all.put(series, nothing(series, facts)));
        long version = version(facts);
        List<DemandForecast> said = new ArrayList<>();
        for (Map.Entry<String, Outlook> foreseen : all.entrySet()) {
            DemandForecast one =
                    said(foreseen.getKey(), foreseen.getValue(), announced, facts, version);
            String lender = lenders.get(foreseen.getKey());
            said.add(
                    lender == null
                            ? one
                            : one.by(one.model() + "; before its first value as " + lender));
        }
        List<ModelsChanged> switches = ModelSwitches.of(facts.tried(), tried, version, facts.now());
        return new Foreseen(wholes, announced, said, over, tried, switches, version, again);
    }

    /// Also after a clock has gone back, which would put the next time off for as long.
    boolean isDue(Instant now) {
        Instant last = learnedAt;
        return last == null || now.isBefore(last) || !now.isBefore(last.plus(REFIT));
    }

    private void learn(
            DemandHistory history, boolean again, SortedMap<String, List<ModelTrial>> tried) {
        FittedSeries before = fitted.get(history.series());
        boolean isRipe =
                before != null && before.models().isEmpty() && history.known() >= policy.fewest();
        if (again || before == null || isRipe) {
            FittedSeries fit = Forecaster.refit(history, policy);
            fitted.put(history.series(), fit);
            tried.put(history.series(), fit.trials());
        }
    }

    /// What each series is learned and foreseen from: a young one borrows the past of its kin.
    ///
    /// @param lenders who lends to whom; filled here
    private SortedMap<String, DemandHistory> pasts(Facts facts, SortedMap<String, String> lenders) {
        SortedMap<String, DemandHistory> pasts = new TreeMap<>();
        facts.histories()
                .forEach(
                        (series, own) -> {
                            Optional<DemandHistory> kin =
                                    Kin.of(own, facts.histories().values(), policy.fewest());
                            DemandHistory past =
                                    kin.map(of -> ColdStart.inProportion(own, of)).orElse(own);
                            if (past.size() > own.size()) {
                                kin.ifPresent(of -> lenders.put(series, of.series()));
                            }
                            pasts.put(series, past);
                        });
        return pasts;
    }

    private SortedMap<String, List<ExtraDemand>> announced(Facts facts) {
        SortedMap<String, List<ExtraDemand>> left = new TreeMap<>();
        Signal.bySeries(facts.signals(), sizes)
                .forEach(
                        (series, extra) ->
                                left.put(
                                        series,
                                        Signals.outstanding(extra, history(series, facts))));
        return left;
    }

    /// The past of a series, or an empty one.
    private static DemandHistory history(String series, Facts facts) {
        DemandHistory found = facts.histories().get(series);
        return found == null
                ? new DemandHistory(series, next(facts), SampleTable.STEP, new double[0])
                : found;
    }

    private Outlook nothing(String series, Facts facts) {
        return Outlook.ofNothing(
                series, next(facts), SampleTable.STEP, 2 * HORIZON, policy.levels());
    }

    private static Instant next(Facts facts) {
        return SampleTable.minute(facts.now()).plus(SampleTable.STEP);
    }

    /// Later than what was said before, also when a clock has gone back: who hears it drops what is older.
    private static long version(Facts facts) {
        long last = facts.versions().values().stream().mapToLong(v -> v).max().orElse(0);
        return Math.max(facts.now().getEpochSecond(), last + 1);
    }

    private DemandForecast said(
            String series,
            Outlook outlook,
            SortedMap<String, List<ExtraDemand>> announced,
            Facts facts,
            long version) {
        List<ExtraDemand> extra = announced.getOrDefault(series, List.of());
        Outlook heard = Signals.heard(outlook, history(series, facts), extra);
        DemandForecast said = Announcement.of(heard, version);
        Shape known = facts.typical().get(series);
        return known == null && !extra.isEmpty()
                ? Usual.of(said, facts.typical(), sizes)
                : said.with(known);
    }
}
