package io.headroom.replay.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;

import io.headroom.contracts.node.NodeId;
import io.headroom.engine.scaling.learned.Durations;
import io.headroom.replay.fleet.foresight.Foresight;
import io.headroom.replay.fleet.foresight.Truth;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.move.Emptyings;
import io.headroom.replay.fleet.move.MoveScores;
import io.headroom.replay.fleet.move.Mover;
import io.headroom.replay.fleet.node.SimFleet;
import io.headroom.replay.fleet.node.SimNode;
import io.headroom.replay.fleet.score.FleetOutcome;
import io.headroom.replay.fleet.score.FleetTimeline;
import io.headroom.replay.fleet.score.PolicyScore;
import io.headroom.replay.fleet.score.Scoreboard;
import io.headroom.replay.fleet.work.Agenda;
import io.headroom.replay.fleet.work.Arrivals;
import io.headroom.replay.fleet.work.Kind;
import io.headroom.replay.fleet.work.Progress;
import io.headroom.replay.fleet.work.WaitingRoom;
import io.headroom.replay.fleet.work.Work;

/// Lives through a trace in virtual time: places with the live planner, buys with the live planner,
/// and counts what came of it. Same scenario and strategy, same outcome.
public final class FleetReplay {

    private final Scenario scenario;
    private final Strategy strategy;
    private final Agenda agenda = new Agenda();
    private final Set<Progress> live = new LinkedHashSet<>();
    private final Durations<Kind> durations = new Durations<>();
    private final WaitingRoom waiting;
    private final Work work;
    private final FleetTimeline timeline;
    private final Scoreboard scores;
    private final Foresight foresight;
    private final SimFleet fleet;
    private final Scaling scaling;
    private final MoveScores moves;
    private final Placing placing;
    private final Arrivals arrivals;
    private final Rounds rounds;
    private Instant now;
    private DoubleConsumer reached = _ -> {};

    private FleetReplay(Scenario scenario, Strategy strategy) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.now = scenario.start();
        this.timeline = new FleetTimeline(scenario);
        this.scores = new Scoreboard(timeline, scenario);
        this.foresight = new Foresight(scenario, strategy, durations);
        this.fleet = new SimFleet(scenario, strategy, agenda);
        Emptyings emptyings = new Emptyings();
        this.scaling = new Scaling(scenario, strategy, fleet, emptyings, foresight, durations);
        this.waiting = new WaitingRoom(durations, strategy);
        this.work = new Work(agenda, waiting, durations, scores, scenario.scoredFrom());
        this.moves = new MoveScores(strategy.scaling().consolidation().within());
        Mover mover = new Mover(scenario, fleet, waiting, work, agenda, emptyings, moves);
        this.placing = new Placing(fleet, waiting, strategy, work, mover);
        this.arrivals = new Arrivals(scenario);
        this.rounds = new Rounds(scenario, strategy, agenda, waiting, placing, scaling);
    }

    public static FleetOutcome run(Scenario scenario, Strategy strategy) {
        FleetReplay replay = new FleetReplay(scenario, strategy);
        replay.run();
        return replay.scores.outcome(strategy, replay.fleet.machines(), replay.foresight.error());
    }

    /// As [#run], with all that is compared between policies.
    ///
    /// @param reached is told, every virtual minute, which part of the time has been lived through
    public static PolicyScore score(Scenario scenario, Strategy strategy, DoubleConsumer reached) {
        FleetReplay replay = new FleetReplay(scenario, strategy);
        replay.reached = reached;
        replay.run();
        return replay.scores.score(
                strategy,
                replay.fleet.machines(),
                replay.foresight.error(),
                replay.scaling.boundsThatBound(),
                replay.moves.summary());
    }

    private void run() {
        begin();
        if (scenario.scoredFrom().isAfter(now)) {
            agenda.add(scenario.scoredFrom(), new Agenda.Entry.Scored());
        }
        agenda.add(now, new Agenda.Entry.Minute());
        while (turn()) {
            if (rounds.isDue() && !moreAt(now)) {
                rounds.settle(now);
            }
        }
        now = now.isBefore(scenario.end()) && !finished() ? scenario.end() : now;
        live.forEach(this::isLeft);
        fleet.endAll(now);
    }

    /// Its wait so far counts, and so does its work.
    private void isLeft(Progress progress) {
        if (!progress.hasStarted()) {
            scores.stillWaits(progress.job(), now);
        }
        scores.used(progress.gpuHours(now));
    }

    /// What ran before the start is there already, on nodes that were there already; so is a fleet of a fixed size.
    private void begin() {
        List<Progress> before = new ArrayList<>();
        Job job = arrivals.peek();
        while (job != null && job.at().isBefore(scenario.start())) {
            before.add(arrive(job));
            job = arrivals.peek();
        }
        boolean peak = strategy.foresees() == Strategy.Foresees.PEAK;
        scaling.standsReady(
                peak ? Truth.atPeak(scenario) : before.stream().map(Progress::job).toList(), now);
        if (!before.isEmpty()) {
            placing.place(now);
        }
    }

    /// One thing happens; false where nothing does any more.
    private boolean turn() {
        Agenda.At at = agenda.peek();
        Job job = arrivals.peek();
        if (job != null && (at == null || !job.at().isAfter(at.instant()))) {
            now = job.at();
            if (!now.isBefore(scenario.end())) {
                return false;
            }
            arrive(job);
            return true;
        }
        if (at == null || !at.instant().isBefore(scenario.end())) {
            return false;
        }
        now = at.instant();
        if (at.entry() instanceof Agenda.Entry.Minute && finished()) {
            return false;
        }
        agenda.next();
        happen(at.entry());
        return true;
    }

    private boolean moreAt(Instant instant) {
        return agenda.moreAt(instant) || arrivals.isAt(instant);
    }

    /// Only the clock goes on: every job has come and gone, and no node is left.
    private boolean finished() {
        return arrivals.peek() == null && live.isEmpty() && fleet.nodes().isEmpty();
    }

    private Progress arrive(Job job) {
        scores.arrived(job);
        Progress progress = arrivals.take(job);
        live.add(progress);
        waiting.add(progress);
        rounds.changed();
        return progress;
    }

    private void happen(Agenda.Entry entry) {
        switch (entry) {
            case Agenda.Entry.Ready(NodeId node) -> fleet.find(node).ifPresent(this::ready);
            case Agenda.Entry.Ends(Progress progress, int replica, int time) -> {
                if (work.ends(progress, replica, time, now)) {
                    live.remove(progress);
                }
                rounds.freed();
            }
            case Agenda.Entry.Stopped(NodeId node) -> fleet.stopped(node, now);
            case Agenda.Entry.Scored() -> {
                double running = live.stream().mapToDouble(p -> p.gpuHours(now)).sum();
                scores.begins(fleet.hours(now), running);
                moves.begins();
            }
            case Agenda.Entry.LeaseHalf(NodeId node) -> fleet.renew(node, now);
            case Agenda.Entry.LeaseOver(NodeId node) ->
                    fleet.leaseOver(node, now).ifPresent(this::lost);
            case Agenda.Entry.Reclaimed(NodeId node) ->
                    fleet.reclaim(node, now).ifPresent(this::lost);
            case Agenda.Entry.Place() -> rounds.placeAsPlanned(now);
            case Agenda.Entry.Buy() -> rounds.buy(now);
            case Agenda.Entry.Minute() -> minute();
        }
    }

    private void minute() {
        reached.accept(scenario.reached(now));
        double wanted = foresight.observe(now, live);
        timeline.add(now, wanted, fleet.gpus(), waiting.size());
        agenda.add(now.plusSeconds(60), new Agenda.Entry.Minute());
        rounds.minute(now);
    }

    private void ready(SimNode node) {
        node.ready(now);
        work.isUp(node.placed(), now);
        rounds.changed();
    }

    private void lost(SimNode node) {
        work.isLost(node.placed(), now);
        node.clear();
        rounds.changed();
    }
}
