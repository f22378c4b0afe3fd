package io.headroom.replay.fleet.work;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.fleet.Running;
import io.headroom.engine.forecast.demand.UnqueuedDemand;
import io.headroom.replay.fleet.given.Job;

/// How far one job is.
public final class Progress {

    final Job job;
    final Like like;
    final Kind kind;

    /// Which node each placed replica is bound to.
    final @Nullable Place[] on;

    /// How often each replica has been bound: an end that was foretold before it lost its place is not its end.
    final int[] times;

    final boolean[] running;
    final boolean[] over;
    int bound;
    int ran;
    int ended;
    @Nullable Instant startedAt;
    boolean startedOnNew;

    /// Absent where all work is lost that stops before its end.
    final @Nullable Checkpoints checkpoints;

    Progress(Job job, Like like) {
        this.job = job;
        this.like = like;
        this.kind = like.kind();
        int replicas = job.spec().replicas();
        on = new @Nullable Place[replicas];
        times = new int[replicas];
        running = new boolean[replicas];
        over = new boolean[replicas];
        Duration every = job.spec().checkpointEvery();
        checkpoints = every == null ? null : new Checkpoints(every, replicas);
    }

    public Job job() {
        return job;
    }

    public Like like() {
        return like;
    }

    public Kind kind() {
        return kind;
    }

    public int replicas() {
        return on.length;
    }

    boolean allBound() {
        return bound + ended == on.length;
    }

    public boolean done() {
        return ended == on.length;
    }

    /// Whether a replica has run to its end.
    boolean isOver(int replica) {
        return over[replica];
    }

    /// Whether all of it has run at some time.
    public boolean hasStarted() {
        return startedAt != null;
    }

    /// GPU-hours that its replicas which run now have used.
    public double gpuHours(Instant now) {
        Instant since = startedAt;
        double used = 0;
        for (int i = 0; since != null && i < on.length; i++) {
            Duration ran =
                    checkpoints == null ? Duration.between(since, now) : checkpoints.worked(i, now);
            used += running[i] ? job.gpuHours(ran) : 0;
        }
        return used;
    }

    /// How many of its replicas would be wanted now if nothing had ever waited.
    ///
    /// @param expected how long the like of it runs; absent where none has ended yet
    public double unqueued(@Nullable Duration expected, Instant now) {
        if (expected == null) {
            return on.length - ended;
        }
        double wanted = 0;
        for (int i = 0; i < on.length; i++) {
            if (!over[i]) {
                Instant started = running[i] ? startedAt : null;
                Instant until = started == null ? now : started;
                wanted +=
                        until.equals(job.at())
                                ? 1
                                : UnqueuedDemand.share(Duration.between(job.at(), until), expected);
            }
        }
        return wanted;
    }

    /// As the planner of moves sees it.
    ///
    /// @param microsPerHour what its share of its nodes costs
    public Running asPlanned(long microsPerHour, Instant now) {
        Checkpoints saved = checkpoints;
        return new Running(
                job.id(),
                kind.workloadClass(),
                kind.priority(),
                kind.tenant(),
                kind.lane(),
                Math.max(1, times[0]),
                saved != null && saved.isAtWork(0, now) ? saved.since(0) : null,
                saved == null ? null : saved.every(),
                microsPerHour);
    }

    /// When it began to run where it is; a time to come while it still starts again there.
    public @Nullable Instant since() {
        Instant since = checkpoints == null ? startedAt : checkpoints.since(0);
        return Instant.MAX.equals(since) ? null : since;
    }

    /// When it would be done where it is; absent where it has no place, or could not go on elsewhere.
    public @Nullable Instant until() {
        return on[0] == null || checkpoints == null ? null : checkpoints.until(0, job.runs());
    }

    /// Whether all of it runs on one node, and may go on from a checkpoint elsewhere.
    public boolean mayMoveFrom(Place node) {
        for (int i = 0; i < on.length; i++) {
            if (!node.equals(on[i]) || !running[i]) {
                return false;
            }
        }
        return checkpoints != null;
    }

    /// Whether it has a place and does not work there yet.
    public boolean isStartingAgain(Instant now) {
        return on[0] != null && checkpoints != null && !checkpoints.isAtWork(0, now);
    }

    /// Whether every bound replica is on a node that is up.
    boolean allReady() {
        for (Place node : on) {
            if (node != null && !node.isReady()) {
                return false;
            }
        }
        return true;
    }
}
