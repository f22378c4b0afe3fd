package io.headroom.replay.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;

import io.headroom.contracts.node.NodeId;
import io.headroom.engine.scaling.learned.Durations;

/// Lives through a trace in virtual time: places with the live planner, buys with the live planner,
/// and counts what came of it. Same scenario and strategy, same outcome.
public final class FleetReplay {

    private final Scenario scenario;
    private final Strategy strategy;
    private final Agenda agenda = new Agenda();
    private final Set<Progress> live = new LinkedHashSet<>();
    private final Durations<WaitingRoom.Kind> durations = new Durations<>();
    private final WaitingRoom waiting = new WaitingRoom(durations);
    private final Work work;
    private final FleetTimeline timeline;
    private final Scoreboard scores;
    private final Foresight foresight;
    private final SimFleet fleet;
    private final Emptyings emptyings = new Emptyings();
    private final MoveScores moves;
    private final Placing placing;
    private final Arrivals arrivals;
    private final BuyWindow window;
    private Instant now;
    private boolean dirty;
    private boolean placePlanned;
    private DoubleConsumer reached = _ -> {};

    private FleetReplay(Scenario scenario, Strategy strategy) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.now = scenario.start();
        this.timeline = new FleetTimeline(scenario);
        this.scores = new Scoreboard(timeline, scenario);
        this.foresight = new Foresight(scenario, strategy, durations);
        this.fleet = new SimFleet(scenario, strategy, agenda, emptyings);
        this.work = new Work(agenda, waiting, durations, scores, scenario.scoredFrom());
        this.moves = new MoveScores(strategy.scaling().consolidation().within());
        Mover mover = new Mover(scenario, strategy, fleet, waiting, work, agenda, emptyings, moves);
        this.placing = new Placing(fleet, waiting, strategy, work, mover);
        this.arrivals = new Arrivals(scenario);
        this.window = new BuyWindow(strategy);
    }

    public static FleetOutcome run(Scenario scenario, Strategy strategy) {
        FleetReplay replay = new FleetReplay(scenario, strategy);
        replay.run();
        return replay.scores.outcome(strategy, replay.fleet, replay.foresight.error());
    }

    /// As [#run], with all that is compared between policies.
    ///
    /// @param reached is told, every virtual minute, which part of the time has been lived through
    public static PolicyScore score(Scenario scenario, Strategy strategy, DoubleConsumer reached) {
        FleetReplay replay = new FleetReplay(scenario, strategy);
        replay.reached = reached;
        replay.run();
        return replay.scores.score(
                strategy, replay.fleet, replay.foresight.error(), replay.moves.summary());
    }

    private void run() {
        begin();
        if (scenario.scoredFrom().isAfter(now)) {
            agenda.add(scenario.scoredFrom(), new Agenda.Entry.Scored());
        }
        agenda.add(now, new Agenda.Entry.Minute());
        while (turn()) {
            if (dirty && !moreAt(now)) {
                settle();
            }
        }
        now = now.isBefore(scenario.end()) && !finished() ? scenario.end() : now;
        scores.left(live, now);
        fleet.endAll(now);
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
        fleet.standsReady(
                peak ? Truth.atPeak(scenario) : before.stream().map(p -> p.job).toList(), now);
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
        dirty = true;
        return progress;
    }

    private void happen(Agenda.Entry entry) {
        switch (entry) {
            case Agenda.Entry.Ready(NodeId node) -> fleet.find(node).ifPresent(this::ready);
            case Agenda.Entry.Ends(Progress progress, int replica, int time) -> {
                if (work.ends(progress, replica, time, now)) {
                    live.remove(progress);
                }
                dirty |= waiting.size() > 0;
            }
            case Agenda.Entry.Stopped(NodeId node) -> fleet.stopped(node, now);
            case Agenda.Entry.Scored() -> {
                scores.begins(fleet.hours(now), live, now);
                moves.begins();
            }
            case Agenda.Entry.LeaseHalf(NodeId node) -> fleet.renew(node, now);
            case Agenda.Entry.LeaseOver(NodeId node) ->
                    fleet.leaseOver(node, now).ifPresent(this::lost);
            case Agenda.Entry.Reclaimed(NodeId node) ->
                    fleet.reclaim(node, now).ifPresent(this::lost);
            case Agenda.Entry.Place() -> {
                placePlanned = false;
                place();
            }
            case Agenda.Entry.Buy() -> buy();
            case Agenda.Entry.Minute() -> minute();
        }
    }

    private void minute() {
        reached.accept(scenario.reached(now));
        double wanted = foresight.observe(now, live);
        timeline.add(now, wanted, fleet, waiting.size());
        agenda.add(now.plusSeconds(60), new Agenda.Entry.Minute());
        dirty |= waiting.size() > 0;
        // What came since the last turn has not been tried yet: it is not missing before it has.
        placing.place(now);
        scale();
    }

    private void ready(SimNode node) {
        work.isUp(node, now);
        dirty = true;
    }

    private void lost(SimNode node) {
        work.isLost(node, now);
        dirty = true;
    }

    private void settle() {
        if (waiting.size() == 0) {
            dirty = false;
        } else if (scenario.tick().isZero()) {
            place();
        } else if (!placePlanned) {
            placePlanned = true;
            long tick = scenario.tick().toMillis();
            long at = (now.toEpochMilli() / tick + 1) * tick;
            agenda.add(Instant.ofEpochMilli(at), new Agenda.Entry.Place());
        }
    }

    private void place() {
        dirty = false;
        placing.place(now);
        if (waiting.size() == 0) {
            return;
        }
        if (window.isImmediate()) {
            scale();
            return;
        }
        Instant look = window.missing(now);
        if (look != null) {
            agenda.add(look, new Agenda.Entry.Buy());
        }
    }

    private void buy() {
        Instant later = window.stillOpen(now);
        if (later != null) {
            agenda.add(later, new Agenda.Entry.Buy());
            return;
        }
        placing.place(now);
        scale();
        if (waiting.size() > 0 && !window.isImmediate()) {
            agenda.add(window.again(now), new Agenda.Entry.Buy());
        }
    }

    private void scale() {
        fleet.scale(
                new Asked(
                        placing.shortfalls(now),
                        foresight.forecasts(),
                        durations.turnovers(now, WaitingRoom.Kind::turnover)),
                now);
        if (emptyings.isAsked()) {
            placing.place(now);
        }
    }
}
