package io.headroom.replay.fleet;

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

    Progress(Job job, Like like) {
        this.job = job;
        this.like = like;
        this.kind = like.kind();
        int replicas = job.spec().replicas();
        on = new @Nullable SimNode[replicas];
        times = new int[replicas];
        running = new boolean[replicas];
        over = new boolean[replicas];
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
