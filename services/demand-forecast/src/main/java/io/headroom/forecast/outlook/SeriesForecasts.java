package io.headroom.forecast.outlook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.contracts.forecast.ModelsChanged;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.combine.ModelSwitches;
import io.headroom.engine.forecast.demand.ColdStart;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.demand.Kin;
import io.headroom.engine.forecast.outlook.Announcement;
import io.headroom.engine.forecast.outlook.ExtraDemand;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.Signals;
import io.headroom.forecast.series.DemandHabits;
import io.headroom.forecast.series.SampleTable;
import io.headroom.forecast.signal.Signal;

/// Foresees every series, and remembers what was learned of it: used by [ForecastLoop] alone, one turn at a time.
@Singleton
final class SeriesForecasts {

    /// How far ahead is said: longer than the slowest node takes to come.
    static final int HORIZON = 60;

    private final Learning learning;
    private final SortedMap<String, Double> sizes = new TreeMap<>();
    private final SortedMap<String, List<ModelTrial>> tried = new TreeMap<>();

    @Inject
    SeriesForecasts(Learning learning) {
        this.learning = learning;
    }

    /// What is foreseen from.
    ///
    /// @param habits what is known of a series besides its height, where workloads have told
    /// @param signals that are not over
    /// @param versions of what was last said of each series
    /// @param tried the models of each series when it was last learned, by whoever led then; absent where that was here
    record Facts(
            SortedMap<String, DemandHistory> histories,
            SortedMap<String, DemandHabits> habits,
            List<Signal> signals,
            SortedMap<String, Long> versions,
            @Nullable SortedMap<String, List<ModelTrial>> tried,
            Instant now) {}

    /// What is foreseen.
    ///
    /// @param wholes of each series that has a past, without signals
    /// @param announced what is to come of the signals, by series
    /// @param series of which something is to be told, and the telling; @param over those of them of which there will be nothing more to tell
    /// @param tried the models of each series that was learned now; @param switches to be told
    record Foreseen(
            SortedMap<String, Outlook> wholes,
            SortedMap<String, List<ExtraDemand>> announced,
            List<String> series,
            Function<String, DemandForecast> telling,
            Set<String> over,
            SortedMap<String, List<ModelTrial>> tried,
            List<ModelsChanged> switches,
            long version) {

        /// In the words in which it is told: of many series, more than memory has room for at once.
        List<DemandForecast> said(Collection<String> some) {
            return some.stream().map(telling).toList();
        }
    }

    /// Mean GPUs that each series wanted, as of when it was learned.
    SortedMap<String, Double> sizes() {
        return sizes;
    }

    /// The past of these series has changed.
    void forget(Collection<String> changed) {
        learning.forget(changed);
    }

    Foreseen foresee(Facts facts) {
        if (facts.tried() != null) {
            tried.clear();
            tried.putAll(facts.tried());
        }
        facts.histories().forEach((series, own) -> sizes.computeIfAbsent(series, _ -> own.mean()));
        SortedMap<String, String> lenders = new TreeMap<>();
        SortedMap<String, DemandHistory> pasts = pasts(facts, lenders);
        Learning.Turn learned =
                learning.foresee(pasts.values(), pasts.size(), HORIZON, facts.now());
        facts.histories()
                .forEach(
                        (series, own) -> {
                            if (learned.tried().containsKey(series)) {
                                sizes.put(series, own.mean());
                            }
                        });
        SortedMap<String, List<ExtraDemand>> announced = announced(facts, learned.outlooks());
        SortedMap<String, Outlook> all = new TreeMap<>(learned.outlooks());
        announced.keySet().forEach(series -> all.computeIfAbsent(series, s -> nothing(s, facts)));
        SortedSet<String> over = new TreeSet<>(facts.versions().keySet());
        over.removeAll(all.keySet());
        over.forEach(series -> all.put(series, nothing(series, facts)));
        long version = version(facts);
        List<ModelsChanged> switches =
                ModelSwitches.of(tried, learned.tried(), version, facts.now());
        tried.putAll(learned.tried());
        return new Foreseen(
                learned.outlooks(),
                announced,
                List.copyOf(all.keySet()),
                series -> {
                    Outlook outlook = all.getOrDefault(series, nothing(series, facts));
                    return told(
                            said(series, outlook, announced, facts, version), lenders.get(series));
                },
                over,
                learned.tried(),
                switches,
                version);
    }

    private static DemandForecast told(DemandForecast said, @Nullable String lender) {
        return lender == null
                ? said
                : said.by(said.model() + "; before its first value as " + lender);
    }

    /// What each series is learned and foreseen from: a young one borrows the past of its kin.
    ///
    /// @param lenders who lends to whom; filled here
    private SortedMap<String, DemandHistory> pasts(Facts facts, SortedMap<String, String> lenders) {
        SortedMap<String, DemandHistory> pasts = new TreeMap<>();
        int fewest = Learning.policy(facts.histories().size()).fewest();
        facts.histories()
                .forEach(
                        (series, own) -> {
                            Optional<DemandHistory> kin =
                                    Kin.of(own, facts.histories().values(), fewest, sizes);
                            DemandHistory past =
                                    kin.map(of -> ColdStart.inProportion(own, of)).orElse(own);
                            if (past.size() > own.size()) {
                                kin.ifPresent(of -> lenders.put(series, of.series()));
                            }
                            pasts.put(series, past);
                        });
        return pasts;
    }

    private SortedMap<String, List<ExtraDemand>> announced(
            Facts facts, SortedMap<String, Outlook> outlooks) {
        SortedMap<String, List<ExtraDemand>> left = new TreeMap<>();
        Instant farthest = facts.now().plus(SampleTable.STEP.multipliedBy(2 * HORIZON));
        Signal.bySeries(facts.signals(), sizes, facts.now(), farthest)
                .forEach(
                        (series, extra) ->
                                left.put(
                                        series,
                                        Signals.outstanding(
                                                extra,
                                                history(series, facts),
                                                outlooks.getOrDefault(
                                                        series, nothing(series, facts)))));
        return left;
    }

    /// The past of a series, or an empty one.
    private static DemandHistory history(String series, Facts facts) {
        DemandHistory found = facts.histories().get(series);
        return found == null
                ? new DemandHistory(series, next(facts), SampleTable.STEP, new double[0])
                : found;
    }

    private static Outlook nothing(String series, Facts facts) {
        return Outlook.ofNothing(
                series,
                next(facts),
                SampleTable.STEP,
                2 * HORIZON,
                ForecastPolicy.DEFAULT.levels());
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
        DemandHabits known = facts.habits().get(series);
        return known == null ? Usual.of(said, facts.habits(), sizes) : known.of(said);
    }
}
