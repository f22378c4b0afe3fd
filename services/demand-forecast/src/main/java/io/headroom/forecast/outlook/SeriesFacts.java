package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.forecast.series.DemandHabits;
import io.headroom.forecast.series.DemandTable;
import io.headroom.forecast.series.SampleTable;
import io.headroom.forecast.signal.SignalTable;

/// Reads what series are foreseen from.
@Singleton
final class SeriesFacts {

    /// Two weeks show every weekly rhythm twice, which is what a model must have seen.
    private static final Duration REMEMBERED = Duration.ofDays(15);

    private final DemandTable demand;
    private final SampleTable samples;
    private final SignalTable signals;
    private final OutlookTable outlooks;
    private final ModelTable models;

    @Inject
    SeriesFacts(
            DemandTable demand,
            SampleTable samples,
            SignalTable signals,
            OutlookTable outlooks,
            ModelTable models) {
        this.demand = demand;
        this.samples = samples;
        this.signals = signals;
        this.outlooks = outlooks;
        this.models = models;
    }

    /// @param learns whether series will be learned anew: only then is read what was tried before
    Uni<SeriesForecasts.Facts> read(Mutiny.Session session, boolean learns, Instant now) {
        return samples.since(session, now.minus(REMEMBERED), now)
                .chain(
                        past ->
                                demand.habits(session)
                                        .chain(habits -> read(session, past, habits, learns, now)));
    }

    private Uni<SeriesForecasts.Facts> read(
            Mutiny.Session session,
            SortedMap<String, DemandHistory> past,
            SortedMap<String, DemandHabits> habits,
            boolean learns,
            Instant now) {
        Uni<SortedMap<String, List<ModelTrial>>> before =
                learns ? models.all(session) : Uni.createFrom().item(new TreeMap<>());
        return signals.open(session, now)
                .chain(
                        open ->
                                outlooks.versions(session)
                                        .chain(
                                                versions ->
                                                        before.map(
                                                                tried ->
                                                                        new SeriesForecasts.Facts(
                                                                                past, habits,
                                                                                open, versions,
                                                                                tried, now))));
    }
}
