package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.SeriesKey;

/// How far one job is.
final class Progress {

    final Job job;
    final Like like;
    final WaitingRoom.Kind kind;

    /// Which node each placed replica is bound to.
    final @Nullable SimNode[] on;

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
        on = new @Nullable SimNode[replicas];
        times = new int[replicas];
        running = new boolean[replicas];
        over = new boolean[replicas];
        Duration every = job.spec().checkpointEvery();
        checkpoints = every == null ? null : new Checkpoints(every, replicas);
    }

    static String series(Job job) {
        return new SeriesKey(job.spec().lane(), job.shape().modelsLabel()).toString();
    }

    int replicas() {
        return on.length;
    }

    boolean allBound() {
        return bound + ended == on.length;
    }

    boolean done() {
        return ended == on.length;
    }

    /// Whether a replica has run to its end.
    boolean isOver(int replica) {
        return over[replica];
    }

    /// Whether all of it runs on one node, and may go on from a checkpoint elsewhere.
    boolean mayMoveFrom(SimNode node) {
        for (int i = 0; i < on.length; i++) {
            if (!node.equals(on[i]) || !running[i]) {
                return false;
            }
        }
        return checkpoints != null;
    }

    /// Whether it has a place and does not work there yet.
    boolean isStartingAgain(Instant now) {
        return on[0] != null && checkpoints != null && !checkpoints.isAtWork(0, now);
    }

    /// Whether every bound replica is on a node that is up.
    boolean allReady() {
        for (SimNode node : on) {
            if (node != null && !node.isReady()) {
                return false;
            }
        }
        return true;
    }
}
