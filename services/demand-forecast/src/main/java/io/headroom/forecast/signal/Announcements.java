package io.headroom.forecast.signal;

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

    /// Fails with [InvalidFields] for one that is over already, or for a lane that there is not.
    Uni<Void> check(Signal signal) {
        return signal.to().isAfter(clock.instant())
                ? lanes.require(signal.lane())
                : Uni.createFrom()
                        .failure(
                                new InvalidFields(
                                        List.of(
                                                new InvalidFields.Field(
                                                        "to", "lies in the past"))));
    }

    /// Stores one that was checked; the same id again changes nothing.
    Uni<SignalView> add(Mutiny.Session session, UUID id, Signal signal) {
        Instant now = clock.instant();
        commits.after(session, loop::wake);
        return signals.add(session, id, signal, now)
                .replaceWith(new SignalView(id, 1, now, signal));
    }
}
