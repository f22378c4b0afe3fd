package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.forecast.accuracy.SaidTable;
import io.headroom.forecast.accuracy.Scoring;
import io.headroom.forecast.measure.MeasureMeters;
import io.headroom.forecast.measure.MeasureTable;
import io.headroom.forecast.part.PartTurn;
import io.headroom.forecast.part.WantedNow;
import io.headroom.forecast.requests.RatesHeard;
import io.headroom.forecast.requests.RequestMeters;
import io.headroom.forecast.requests.RequestTable;
import io.headroom.forecast.series.DemandNow;
import io.headroom.forecast.series.DemandTable;
import io.headroom.forecast.series.Histories;
import io.headroom.forecast.series.LiveWorkload;
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

    /// The parts are read and learned anew so often; series are by [Learning].
    private static final Duration PARTS = Duration.ofMinutes(30);

    /// Foreseen and written together, in one transaction: some 8 MB.
    private static final int TOGETHER = 500;

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
    private final Histories histories;
    private final SeriesForecasts forecasts;
    private final RatesHeard rates;
    private final RequestTable requests;
    private final RequestMeters requestMeters;
    private final MeasureTable measures;
    private final MeasureMeters measureMeters;
    private final SeriesFacts facts;
    private final OutlookTable outlooks;
    private final ModelTable models;
    private final SaidTable kept;
    private final Scoring scoring;
    private final PartTurn parts;
    private final InstantSource clock;
    private Instant partsAt = Instant.EPOCH;

    /// Another that led in between has learned what is not known here.
    private @Nullable Epoch ledBefore;

    private volatile Optional<WakeableLoop> loop = Optional.empty();

    @Inject
    ForecastLoop(
            Loops loops,
            VirtualTimer timer,
            Transactions transactions,
            Fence fence,
            Outbox outbox,
            DemandTable demand,
            Histories histories,
            SeriesForecasts forecasts,
            RatesHeard rates,
            RequestTable requests,
            RequestMeters requestMeters,
            MeasureTable measures,
            MeasureMeters measureMeters,
            SeriesFacts facts,
            OutlookTable outlooks,
            ModelTable models,
            SaidTable kept,
            Scoring scoring,
            PartTurn parts,
            InstantSource clock) {
        this.loops = loops;
        this.timer = timer;
        this.transactions = transactions;
        this.fence = fence;
        this.outbox = outbox;
        this.demand = demand;
        this.histories = histories;
        this.forecasts = forecasts;
        this.rates = rates;
        this.requests = requests;
        this.requestMeters = requestMeters;
        this.measures = measures;
        this.measureMeters = measureMeters;
        this.facts = facts;
        this.outlooks = outlooks;
        this.models = models;
        this.kept = kept;
        this.scoring = scoring;
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

    private void turn(Epoch epoch) {
        Instant now = clock.instant();
        SortedSet<String> read = histories.read(epoch, now);
        forecasts.forget(read);
        WantedNow wanted =
                transactions
                        .asService(session -> observe(session, epoch, now))
                        .await()
                        .atMost(PATIENCE);
        histories.carryOn(wanted.series(), SampleTable.minute(now));
        SortedMap<String, DemandHistory> known = histories.all(now);
        boolean begins = !epoch.equals(ledBefore);
        SeriesForecasts.Facts from =
                transactions
                        .asService(session -> facts.read(session, known, begins, now))
                        .await()
                        .atMost(PATIENCE);
        if (begins) {
            forecasts.forget(known.keySet());
        }
        SeriesForecasts.Foreseen foreseen = forecasts.foresee(from);
        // What is not written is learned, and told, once more.
        ledBefore = null;
        say(epoch, foreseen, now);
        ledBefore = epoch;
        scoring.score(epoch, known, now);
        boolean again =
                !read.isEmpty() || !now.isBefore(partsAt) || now.isBefore(partsAt.minus(PARTS));
        partsAt = again ? now.plus(PARTS) : partsAt;
        parts.foresee(
                epoch,
                new PartTurn.Facts(
                        foreseen.wholes(),
                        known,
                        wanted,
                        foreseen.announced(),
                        foreseen.version(),
                        now),
                again);
    }

    private Uni<WantedNow> observe(Mutiny.Session session, Epoch epoch, Instant now) {
        Instant minute = SampleTable.minute(now);
        return fence.check(session, epoch)
                .chain(() -> measures.booked(session))
                .chain(booked -> running(session, booked, minute))
                .map(live -> DemandNow.of(live, rates.rates(now), now))
                .call(found -> histories.write(session, found.wanted().series(), minute))
                .call(
                        found ->
                                measures.put(
                                        session, found.levels(), histories.seen(minute), minute))
                .call(found -> requests.put(session, found.requests()))
                .invoke(found -> measureMeters.show(found.levels()))
                .invoke(found -> requestMeters.show(found.requests()))
                .map(DemandNow::wanted);
    }

    /// What wants GPUs now. What of it runs has done work since the last turn.
    private Uni<List<LiveWorkload>> running(
            Mutiny.Session session, Instant booked, Instant minute) {
        return demand.now(session)
                .call(
                        live ->
                                measures.book(
                                        session,
                                        live.stream().map(LiveWorkload::run).toList(),
                                        booked,
                                        minute));
    }

    /// Some series at a time: what was said of the first is on its way while the last are written, and never all of it is in memory as text.
    private void say(Epoch epoch, SeriesForecasts.Foreseen foreseen, Instant now) {
        List<String> all = foreseen.series();
        for (int from = 0; from < all.size(); from += TOGETHER) {
            List<DemandForecast> said =
                    foreseen.said(all.subList(from, Math.min(all.size(), from + TOGETHER)));
            transactions
                    .asService(session -> write(session, epoch, said, now))
                    .await()
                    .atMost(PATIENCE);
        }
        transactions
                .asService(
                        session ->
                                fence.check(session, epoch)
                                        .chain(() -> outlooks.remove(session, foreseen.over()))
                                        .chain(() -> models.put(session, foreseen.tried()))
                                        .chain(() -> outbox.add(session, foreseen.switches())))
                .await()
                .atMost(PATIENCE);
    }

    private Uni<Void> write(
            Mutiny.Session session, Epoch epoch, List<DemandForecast> said, Instant now) {
        List<DemandForecast> near =
                said.stream().map(f -> f.first(SeriesForecasts.HORIZON)).toList();
        return fence.check(session, epoch)
                .chain(() -> outlooks.put(session, said, forecasts.sizes(), now))
                .chain(() -> kept.note(session, near))
                .chain(() -> outbox.add(session, near));
    }
}
