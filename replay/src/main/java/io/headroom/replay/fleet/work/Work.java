package io.headroom.replay.fleet.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.headroom.engine.fleet.Hold;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.scaling.learned.Durations;
import io.headroom.replay.fleet.score.Scoreboard;

/// What becomes of jobs that have a place: they start, end, or lose it.
public final class Work {

    private final Agenda agenda;
    private final WaitingRoom waiting;
    private final Durations<Kind> durations;
    private final Scoreboard scores;
    private final Instant begin;

    /// @param begin waits of what came before then say nothing
    public Work(
            Agenda agenda,
            WaitingRoom waiting,
            Durations<Kind> durations,
            Scoreboard scores,
            Instant begin) {
        this.agenda = agenda;
        this.waiting = waiting;
        this.durations = durations;
        this.scores = scores;
        this.begin = begin;
    }

    /// A place was found, for a replica of a gang or for the first in a line.
    public void isPlaced(PlacementPlan.Placed placed, Place node, Instant now) {
        Progress gang = waiting.gang(placed.workload());
        WaitingRoom.Replica replica =
                gang == null
                        ? waiting.first(placed.workload())
                        : new WaitingRoom.Replica(gang, placed.replica());
        if (replica == null) {
            return;
        }
        Progress progress = replica.progress();
        bind(progress, replica.index(), placed.devices(), node, now);
        if (gang != null) {
            waiting.isBound(gang);
        }
        start(progress, now);
    }

    private static void bind(
            Progress progress, int replica, List<Integer> devices, Place node, Instant now) {
        Hold hold =
                new Hold(
                        progress.job.id(),
                        replica,
                        progress.job.spec().tenant(),
                        progress.job.spec().environment(),
                        progress.job.shape(),
                        devices,
                        null);
        node.put(new Placed(progress, replica, hold), now);
        progress.on[replica] = node;
        progress.times[replica]++;
        progress.bound++;
    }

    /// A node is up: what is bound to it may start.
    public void isUp(List<Placed> bound, Instant now) {
        for (Placed here : List.copyOf(bound)) {
            start(here.progress(), now);
        }
    }

    /// A gang starts when all of it is on ready nodes; other replicas each for itself.
    private void start(Progress progress, Instant now) {
        if (progress.job.spec().gang() && !(progress.allBound() && progress.allReady())) {
            return;
        }
        for (int i = 0; i < progress.replicas(); i++) {
            Place node = progress.on[i];
            if (node != null && node.isReady() && !progress.running[i]) {
                progress.running[i] = true;
                progress.ran++;
                node.used();
                durations.started(progress.kind, now);
                agenda.add(
                        done(progress, i, now),
                        new Agenda.Entry.Ends(progress, i, progress.times[i]));
                started(progress, node, now);
            }
        }
    }

    private void started(Progress progress, Place on, Instant now) {
        boolean counts = !progress.job.at().isBefore(begin);
        if (counts && !progress.startedOnNew && !on.askedAt().isBefore(progress.job.at())) {
            progress.startedOnNew = true;
            scores.scaledUp(progress.job, now);
        }
        if (progress.startedAt == null && progress.ran == progress.replicas()) {
            progress.startedAt = now;
            if (counts) {
                scores.started(progress.job, now);
            }
        }
    }

    private static Instant done(Progress progress, int replica, Instant now) {
        Checkpoints saved = progress.checkpoints;
        Duration runs = progress.job.runs();
        return saved == null ? now.plus(runs) : saved.starts(replica, runs, now);
    }

    /// A replica has run to its end; answers whether the whole job has.
    public boolean ends(Progress progress, int replica, int time, Instant now) {
        Place node = progress.on[replica];
        // It may have lost that place, and run elsewhere by now.
        if (node == null || progress.times[replica] != time) {
            return false;
        }
        node.take(progress, replica, now);
        progress.on[replica] = null;
        progress.running[replica] = false;
        progress.over[replica] = true;
        progress.bound--;
        progress.ended++;
        durations.ended(progress.kind, now);
        scores.used(progress.job.gpuHours(progress.job.runs()));
        if (progress.done()) {
            scores.done(progress.job);
        }
        return progress.done();
    }

    /// What ran on a node that is gone waits again, and begins anew, or from its last checkpoint.
    public void isLost(List<Placed> bound, Instant now) {
        for (Placed here : bound) {
            Progress progress = here.progress();
            progress.on[here.replica()] = null;
            progress.bound--;
            if (progress.running[here.replica()]) {
                stops(progress, here.replica(), now);
            }
            progress.times[here.replica()]++;
            waiting.addAgain(progress, here.replica());
        }
    }

    /// All of a job leaves its node, and waits for the places that are kept for it.
    ///
    /// @return the work of one replica that has to be done again
    public Duration leaves(Progress progress, Place node, Instant now) {
        Duration lost = Duration.ZERO;
        for (int i = 0; i < progress.replicas(); i++) {
            node.take(progress, i, now);
            progress.on[i] = null;
            progress.bound--;
            Duration again = stops(progress, i, now);
            lost = again.compareTo(lost) > 0 ? again : lost;
        }
        // How long it waited for a new node was told when it first started.
        progress.startedOnNew = true;
        waiting.addMoved(progress);
        return lost;
    }

    private Duration stops(Progress progress, int replica, Instant now) {
        progress.ran--;
        progress.running[replica] = false;
        durations.stopped(progress.kind, now);
        Checkpoints saved = progress.checkpoints;
        return saved == null ? Duration.ZERO : saved.stops(replica, now);
    }
}
