package io.headroom.forecast.part;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.ExtraDemand;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;

/// After each turn of the forecast loop, the same for the parts of every series. Purchases are made by the series' forecasts, which have
/// been said by then: whatever happens here holds none of them up.
@Singleton
public final class PartTurn {

    private static final Logger LOG = Logger.getLogger(PartTurn.class);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final Fence fence;
    private final PartForecasts parts;
    private final PartPredictions predictions;
    private final PartMeter meter;

    /// Another that led in between has seen minutes that are not known here.
    private @Nullable Epoch ledBefore;

    @Inject
    PartTurn(
            Transactions transactions,
            Fence fence,
            PartForecasts parts,
            PartPredictions predictions,
            PartMeter meter) {
        this.transactions = transactions;
        this.fence = fence;
        this.parts = parts;
        this.predictions = predictions;
        this.meter = meter;
    }

    /// What the parts are foreseen from.
    ///
    /// @param wholes what is foreseen of each series, without signals
    /// @param known what was wanted of each, up to this minute
    /// @param announced what is to come of what was announced, by series
    /// @param version of the forecasts of the series, which the parts share
    public record Facts(
            SortedMap<String, Outlook> wholes,
            SortedMap<String, DemandHistory> known,
            WantedNow wanted,
            SortedMap<String, List<ExtraDemand>> announced,
            long version,
            Instant now) {}

    /// @param refit whether the series were learned anew: then the parts are read and learned anew as well
    public void foresee(Epoch epoch, Facts facts, boolean refit) {
        boolean again = refit || !epoch.equals(ledBefore);
        try {
            transactions
                    .asService(
                            session ->
                                    fence.check(session, epoch)
                                            .chain(() -> parts.observe(session, facts))
                                            .chain(
                                                    () ->
                                                            again
                                                                    ? readAgain(session, facts)
                                                                    : Uni.createFrom().voidItem()))
                    .await()
                    .atMost(PATIENCE);
            List<PartForecast> said = parts.foresee(facts);
            transactions
                    .asService(
                            session ->
                                    fence.check(session, epoch)
                                            .chain(() -> parts.write(session, said, facts)))
                    .await()
                    .atMost(PATIENCE);
            ledBefore = epoch;
            meter.said(said);
        } catch (RuntimeException failed) {
            ledBefore = null;
            LOG.warn("the parts of series were not foreseen in this minute", failed);
        }
    }

    private Uni<Void> readAgain(Mutiny.Session session, Facts facts) {
        return parts.read(session, facts)
                .chain(() -> predictions.coverage(session))
                .invoke(meter::covered)
                .replaceWithVoid();
    }
}
