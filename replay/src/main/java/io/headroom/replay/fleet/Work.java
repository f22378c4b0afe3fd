package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.headroom.engine.scaling.learned.Durations;

/// What becomes of jobs that have a place: they start, end, or lose it.
final class Work {

    private final Agenda agenda;
    private final WaitingRoom waiting;
    private final Durations<WaitingRoom.Kind> durations;
    private final Scoreboard scores;
    private final Instant begin;

    /// @param begin waits of what came before then say nothing
    Work(
            Agenda agenda,
            WaitingRoom waiting,
            Durations<WaitingRoom.Kind> durations,
            Scoreboard scores,
            Instant begin) {
        this.agenda = agenda;
        this.waiting = waiting;
        this.durations = durations;
        this.scores = scores;
        this.begin = begin;
    }

    /// A node is up: what is bound to it may start.
    void isUp(SimNode node, Instant now) {
        node.ready(now);
        for (SimNode.Placed here : List.copyOf(node.placed())) {
            start(here.progress(), now);
        }
    }

    /// A gang starts when all of it is on ready nodes; other replicas each for itself.
    void start(Progress progress, Instant now) {
        if (progress.job.spec().gang() && !(progress.allBound() && progress.allReady())) {
            return;
        }
        for (int i = 0; i < progress.replicas(); i++) {
            SimNode node = progress.on[i];
            if (node != null && node.isReady() && !progress.running[i]) {
                progress.running[i] = true;
                progress.ran++;
                node.everUsed = true;
                durations.started(progress.kind, now);
                agenda.add(
                        done(progress, i, now),
                        new Agenda.Entry.Ends(progress, i, progress.times[i]));
                scores.started(progress, node, now, !progress.job.at().isBefore(begin));
            }
        }
    }

    private static Instant done(Progress progress, int replica, Instant now) {
        Checkpoints saved = progress.checkpoints;
        Duration runs = progress.job.runs();
        return saved == null ? now.plus(runs) : saved.starts(replica, runs, now);
    }

    /// A replica has run to its end; answers whether the whole job has.
    boolean ends(Progress progress, int replica, int time, Instant now) {
        SimNode node = progress.on[replica];
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
        scores.used(progress.job, progress.job.runs());
        if (progress.done()) {
            scores.done(progress.job);
        }
        return progress.done();
    }

    /// What ran on a node that is gone waits again, and begins anew, or from its last checkpoint.
    void isLost(SimNode node, Instant now) {
        for (SimNode.Placed here : node.placed()) {
            Progress progress = here.progress();
            progress.on[here.replica()] = null;
            progress.bound--;
            if (progress.running[here.replica()]) {
                stops(progress, here.replica(), now);
            }
            progress.times[here.replica()]++;
            waiting.addAgain(progress, here.replica());
        }
        node.clear();
    }

    /// All of a job leaves its node, and waits for the places that are kept for it.
    ///
    /// @return the work of one replica that has to be done again
    Duration leaves(Progress progress, SimNode node, Instant now) {
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
