package io.headroom.forecast.outlook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.forecast.series.DemandTable;
import io.headroom.forecast.signal.SignalTable;

/// Reads what series are foreseen from.
@Singleton
final class SeriesFacts {

    private final DemandTable demand;
    private final SignalTable signals;
    private final OutlookTable outlooks;
    private final ModelTable models;

    @Inject
    SeriesFacts(DemandTable demand, SignalTable signals, OutlookTable outlooks, ModelTable models) {
        this.demand = demand;
        this.signals = signals;
        this.outlooks = outlooks;
        this.models = models;
    }

    /// @param histories what is known of each series
    /// @param begins whether another may have learned since: only then is read what was tried before
    Uni<SeriesForecasts.Facts> read(
            Mutiny.Session session,
            SortedMap<String, DemandHistory> histories,
            boolean begins,
            Instant now) {
        Uni<Optional<SortedMap<String, List<ModelTrial>>>> before =
                begins
                        ? models.all(session).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty());
        return Uni.combine()
                .all()
                .unis(
                        demand.habits(session),
                        signals.open(session, now),
                        outlooks.versions(session),
                        before)
                .usingConcurrencyOf(1)
                .asTuple()
                .map(
                        found ->
                                new SeriesForecasts.Facts(
                                        histories,
                                        found.getItem1(),
                                        found.getItem2(),
                                        found.getItem3(),
                                        found.getItem4().orElse(null),
                                        now));
    }
}
