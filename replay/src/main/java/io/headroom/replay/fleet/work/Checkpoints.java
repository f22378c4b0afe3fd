package io.headroom.replay.fleet.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import io.headroom.engine.placement.preemption.Losses;

/// What a job that writes checkpoints goes on from when it loses its place: its last checkpoint, after the time that starting again takes.
final class Checkpoints {

    /// As live decisions take it.
    static final Duration RESTART = Losses.RESTART;

    private final Duration every;

    /// Work that is saved, of each replica.
    private final Duration[] saved;

    /// When each began to work where it is; later than its start where it had to start again.
    private final Instant[] since;

    private final boolean[] again;

    Checkpoints(Duration every, int replicas) {
        this.every = every;
        saved = new Duration[replicas];
        since = new Instant[replicas];
        again = new boolean[replicas];
        Arrays.fill(saved, Duration.ZERO);
        Arrays.fill(since, Instant.MAX);
    }

    Duration every() {
        return every;
    }

    /// A replica starts, from what is saved.
    ///
    /// @param runs how long it works in all
    /// @return when it is done
    Instant starts(int replica, Duration runs, Instant now) {
        since[replica] = again[replica] ? now.plus(RESTART) : now;
        return since[replica].plus(runs).minus(saved[replica]);
    }

    /// A replica stops before its end.
    ///
    /// @return the work that it has to do again
    Duration stops(int replica, Instant now) {
        Duration worked = worked(replica, now);
        long intervals = worked.toMillis() / Math.max(1, every.toMillis());
        saved[replica] = every.multipliedBy(intervals);
        again[replica] = true;
        since[replica] = Instant.MAX;
        return worked.minus(saved[replica]);
    }

    /// Work that a replica has done, without what it had to do again.
    Duration worked(int replica, Instant now) {
        return isAtWork(replica, now)
                ? saved[replica].plus(Duration.between(since[replica], now))
                : saved[replica];
    }

    /// Not while it still starts again.
    boolean isAtWork(int replica, Instant now) {
        return now.isAfter(since[replica]);
    }

    /// When it began to work where it is; a time to come where it still starts again.
    Instant since(int replica) {
        return since[replica];
    }

    /// When it would be done if it stayed.
    Instant until(int replica, Duration runs) {
        return since[replica].plus(runs).minus(saved[replica]);
    }
}
