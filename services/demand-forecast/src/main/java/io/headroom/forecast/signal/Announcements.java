package io.headroom.forecast.signal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.forecast.outlook.ForecastLoop;
import io.headroom.platform.database.Commits;

/// Takes announcements in, whichever way they come.
@Singleton
class Announcements {

    /// Two years: what is announced for later is a slip of the pen. Half of it would refuse what is planned a year ahead, twice of it takes what
    /// nobody knows.
    private static final Duration FARTHEST = Duration.ofDays(731);

    private final SignalTable signals;
    private final KnownLanes lanes;
    private final ForecastLoop loop;
    private final Commits commits;
    private final InstantSource clock;

    @Inject
    Announcements(
            SignalTable signals,
            KnownLanes lanes,
            ForecastLoop loop,
            Commits commits,
            InstantSource clock) {
        this.signals = signals;
        this.lanes = lanes;
        this.loop = loop;
        this.commits = commits;
        this.clock = clock;
    }

    /// Fails with [InvalidFields] for one that is over already or too far away, or for a lane that there is not.
    Uni<Void> check(Signal signal) {
        Instant now = clock.instant();
        try {
            signal.requireSound();
        } catch (InvalidFields e) {
            return Uni.createFrom().failure(e);
        }
        if (signal.times(now, Instant.MAX, 1).isEmpty()) {
            return wrong(signal.repeat() == null ? "to" : "repeat", "lies in the past");
        }
        if (signal.repeat() != null && signal.from().isBefore(now.minus(FARTHEST))) {
            return wrong("from", "must be at most " + FARTHEST.toDays() + " days ago");
        }
        if (signal.to().isAfter(now.plus(FARTHEST))) {
            return wrong("to", "must lie within the next " + FARTHEST.toDays() + " days");
        }
        return lanes.require(signal.lane());
    }

    private static Uni<Void> wrong(String field, String why) {
        return Uni.createFrom()
                .failure(new InvalidFields(List.of(new InvalidFields.Field(field, why))));
    }

    /// Stores one that was checked; the same id again changes nothing.
    Uni<SignalView> add(Mutiny.Session session, UUID id, Signal signal) {
        Instant now = clock.instant();
        commits.after(session, loop::wake);
        return signals.add(session, id, signal, now)
                .chain(() -> signals.sizes(session))
                .map(sizes -> SignalView.of(id, now, signal, sizes, now));
    }
}
