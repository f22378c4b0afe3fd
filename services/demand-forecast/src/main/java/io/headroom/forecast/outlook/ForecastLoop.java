package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.forecast.accuracy.PredictionTable;
import io.headroom.forecast.part.PartTurn;
import io.headroom.forecast.part.WantedNow;
import io.headroom.forecast.requests.RatesHeard;
import io.headroom.forecast.requests.RequestMeters;
import io.headroom.forecast.requests.RequestTable;
import io.headroom.forecast.series.DemandNow;
import io.headroom.forecast.series.DemandTable;
import io.headroom.forecast.series.SampleTable;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;
import io.headroom.platform.outbox.Outbox;
import io.headroom.platform.time.VirtualTimer;

/// Each virtual minute: what is wanted now becomes a sample, and every series is foreseen anew.
@Singleton
public final class ForecastLoop {

    private static final Logger LOG = Logger.getLogger(ForecastLoop.class);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// How far people may look: what lies behind the horizon was not tried on the past, and is as doubtful as the horizon itself.
    static final Duration FARTHEST = MINUTE.multipliedBy(2 * SeriesForecasts.HORIZON);

    private static final Duration REAL_FLOOR = Duration.ofSeconds(1);
    private static final Duration AT_LEAST = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Loops loops;
    private final VirtualTimer timer;
    private final Transactions transactions;
    private final Fence fence;
    private final Outbox outbox;
    private final DemandTable demand;
    private final SampleTable samples;
    private final RatesHeard rates;
    private final RequestTable requests;
    private final RequestMeters requestMeters;
    private final SeriesFacts facts;
    private final OutlookTable outlooks;
    private final ModelTable models;
    private final PredictionTable predictions;
    private final PartTurn parts;
    private final InstantSource clock;
    private final SeriesForecasts forecasts = new SeriesForecasts();
    private volatile boolean relearn;

    private volatile Optional<WakeableLoop> loop = Optional.empty();

    @Inject
    ForecastLoop(
            Loops loops,
            VirtualTimer timer,
            Transactions transactions,
            Fence fence,
            Outbox outbox,
            DemandTable demand,
            SampleTable samples,
            RatesHeard rates,
            RequestTable requests,
            RequestMeters requestMeters,
            SeriesFacts facts,
            OutlookTable outlooks,
            ModelTable models,
            PredictionTable predictions,
            PartTurn parts,
            InstantSource clock) {
        this.loops = loops;
        this.timer = timer;
        this.transactions = transactions;
        this.fence = fence;
        this.outbox = outbox;
        this.demand = demand;
        this.samples = samples;
        this.rates = rates;
        this.requests = requests;
        this.requestMeters = requestMeters;
        this.facts = facts;
        this.outlooks = outlooks;
        this.models = models;
        this.predictions = predictions;
        this.parts = parts;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop = Optional.of(loops.onLeader("forecast", AT_LEAST, this::turn));
        var _ = timer.every(MINUTE, REAL_FLOOR, this::wake);
    }

    public void wake() {
        loop.ifPresent(WakeableLoop::wake);
    }

    /// The past has changed: learn all of it again.
    public void relearn() {
        relearn = true;
        wake();
    }

    private record Facts(WantedNow wanted, SeriesForecasts.Facts series) {}

    private void turn(Epoch epoch) {
        Instant now = clock.instant();
        boolean again = relearn;
        relearn = false;
        Facts facts =
                transactions
                        .asService(session -> load(session, epoch, again, now))
                        .await()
                        .atMost(PATIENCE);
        SeriesForecasts.Foreseen foreseen = forecasts.foresee(facts.series(), again);
        if (foreseen.relearned()) {
            LOG.debugf("learned %d series", facts.series().histories().size());
        }
        transactions
                .asService(session -> write(session, epoch, foreseen, facts, now))
                .await()
                .atMost(PATIENCE);
        parts.foresee(
                epoch,
                new PartTurn.Facts(
                        foreseen.wholes(),
                        facts.series().histories(),
                        facts.wanted(),
                        foreseen.announced(),
                        foreseen.version(),
                        now),
                foreseen.relearned());
    }

    private Uni<Facts> load(Mutiny.Session session, Epoch epoch, boolean relearn, Instant now) {
        boolean learns = relearn || forecasts.isDue(now);
        Instant minute = SampleTable.minute(now);
        return fence.check(session, epoch)
                .chain(() -> demand.now(session))
                .map(live -> DemandNow.of(live, rates.rates(now), now))
                .call(found -> observe(session, found.wanted().series(), minute))
                .call(found -> requests.put(session, found.requests()))
                .invoke(found -> requestMeters.show(found.requests()))
                .chain(
                        found ->
                                facts.read(session, learns, now)
                                        .map(series -> new Facts(found.wanted(), series)));
    }

    /// A series that was ever wanted and is not now is wanted with nothing: that is no gap.
    private Uni<Integer> observe(
            Mutiny.Session session, SortedMap<String, Double> wanted, Instant minute) {
        List<SampleTable.Sample> now = new ArrayList<>();
        forecasts
                .seen()
                .forEach(
                        series -> {
                            if (!wanted.containsKey(series)) {
                                now.add(new SampleTable.Sample(series, minute, 0));
                            }
                        });
        wanted.forEach((series, gpus) -> now.add(new SampleTable.Sample(series, minute, gpus)));
        return samples.put(session, now);
    }

    private Uni<Void> write(
            Mutiny.Session session,
            Epoch epoch,
            SeriesForecasts.Foreseen foreseen,
            Facts facts,
            Instant now) {
        List<DemandForecast> said = foreseen.said();
        List<DemandForecast> near =
                said.stream().map(f -> f.first(SeriesForecasts.HORIZON)).toList();
        return fence.check(session, epoch)
                .chain(() -> outlooks.put(session, said, forecasts.sizes(), now))
                .chain(() -> outlooks.remove(session, foreseen.over()))
                .chain(() -> models.put(session, foreseen.tried()))
                .chain(() -> predictions.note(session, near, facts.series().histories()))
                .chain(
                        () ->
                                predictions.score(
                                        session, facts.wanted().series(), SampleTable.minute(now)))
                .chain(() -> outbox.add(session, near))
                .chain(() -> outbox.add(session, foreseen.switches()));
    }
}
