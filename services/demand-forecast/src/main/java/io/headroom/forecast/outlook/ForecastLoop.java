package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Announcement;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.forecast.accuracy.SaidTable;
import io.headroom.forecast.accuracy.Scoring;
import io.headroom.forecast.part.PartTurn;
import io.headroom.forecast.part.WantedNow;
import io.headroom.forecast.requests.RatesHeard;
import io.headroom.forecast.requests.RequestMeters;
import io.headroom.forecast.requests.RequestTable;
import io.headroom.forecast.series.DemandNow;
import io.headroom.forecast.series.DemandTable;
import io.headroom.forecast.series.Histories;
import io.headroom.forecast.series.SampleTable;
import io.headroom.forecast.signal.Signal;
import io.headroom.forecast.signal.SignalTable;
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

    /// How far ahead is said: longer than the slowest node takes to come.
    private static final int HORIZON = 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// How far people may look: what lies behind the horizon was not tried on the past, and is as doubtful as the horizon itself.
    static final Duration FARTHEST = MINUTE.multipliedBy(2 * HORIZON);

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
    private final Learning learning;
    private final RatesHeard rates;
    private final RequestTable requests;
    private final RequestMeters requestMeters;
    private final SignalTable signals;
    private final OutlookTable outlooks;
    private final SaidTable kept;
    private final Scoring scoring;
    private final PartTurn parts;
    private final InstantSource clock;
    private Instant partsAt = Instant.MIN;

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
            Learning learning,
            RatesHeard rates,
            RequestTable requests,
            RequestMeters requestMeters,
            SignalTable signals,
            OutlookTable outlooks,
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
        this.learning = learning;
        this.rates = rates;
        this.requests = requests;
        this.requestMeters = requestMeters;
        this.signals = signals;
        this.outlooks = outlooks;
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

    /// The past has changed: whoever leads sees which series' has.
    public void relearn() {
        wake();
    }

    private record Facts(
            WantedNow wanted, SortedMap<String, Shape> typical, List<Signal> signals) {}

    private void turn(Epoch epoch) {
        Instant now = clock.instant();
        SortedSet<String> read = histories.read(epoch, now);
        learning.forget(read);
        Facts facts =
                transactions
                        .asService(session -> load(session, epoch, now))
                        .await()
                        .atMost(PATIENCE);
        histories.carryOn(facts.wanted().series(), SampleTable.minute(now));
        SortedMap<String, Outlook> wholes = say(epoch, facts, now);
        scoring.score(epoch, histories.all(), now);
        boolean again = !read.isEmpty() || !now.isBefore(partsAt);
        partsAt = again ? now.plus(PARTS) : partsAt;
        parts.foresee(
                epoch,
                new PartTurn.Facts(wholes, histories.all(), facts.wanted(), facts.signals(), now),
                again);
    }

    /// Some series at a time: what was said of the first is on its way while the last are learned, and never all of it is in memory as text.
    private SortedMap<String, Outlook> say(Epoch epoch, Facts facts, Instant now) {
        SortedMap<String, Outlook> wholes = new TreeMap<>();
        List<DemandHistory> all = List.copyOf(histories.all().values());
        for (int from = 0; from < all.size(); from += TOGETHER) {
            List<DemandHistory> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
            List<DemandForecast> said = new ArrayList<>();
            for (Outlook outlook : learning.foresee(some, all.size(), HORIZON, now)) {
                wholes.put(outlook.series(), outlook);
                said.add(
                        SignalTable.with(
                                Announcement.of(outlook, now.getEpochSecond())
                                        .with(facts.typical().get(outlook.series())),
                                facts.signals()));
            }
            transactions
                    .asService(session -> write(session, epoch, said, now))
                    .await()
                    .atMost(PATIENCE);
        }
        return wholes;
    }

    private Uni<Facts> load(Mutiny.Session session, Epoch epoch, Instant now) {
        Instant minute = SampleTable.minute(now);
        return fence.check(session, epoch)
                .chain(() -> demand.now(session))
                .map(live -> DemandNow.of(live, rates.rates(now), now))
                .call(found -> histories.write(session, found.wanted().series(), minute))
                .call(found -> requests.put(session, found.requests()))
                .invoke(found -> requestMeters.show(found.requests()))
                .chain(found -> facts(session, found.wanted(), now));
    }

    private Uni<Facts> facts(Mutiny.Session session, WantedNow wanted, Instant now) {
        return demand.typical(session)
                .chain(
                        typical ->
                                signals.open(session, now)
                                        .map(open -> new Facts(wanted, typical, open)));
    }

    private Uni<Void> write(
            Mutiny.Session session, Epoch epoch, List<DemandForecast> said, Instant now) {
        List<DemandForecast> near = said.stream().map(f -> f.first(HORIZON)).toList();
        return fence.check(session, epoch)
                .chain(() -> outlooks.put(session, said, now))
                .chain(() -> kept.note(session, near))
                .chain(() -> outbox.add(session, near));
    }
}
