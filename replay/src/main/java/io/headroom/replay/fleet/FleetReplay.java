package io.headroom.replay.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;

/// Lives through a trace in virtual time: places with the live planner, buys with the live planner,
/// and counts what came of it. Same scenario and strategy, same outcome.
public final class FleetReplay {

    private final Scenario scenario;
    private final Strategy strategy;
    private final Agenda agenda = new Agenda();
    private final Map<WorkloadId, Progress> live = new LinkedHashMap<>();
    private final Scoreboard scores = new Scoreboard();
    private final Foresight foresight;
    private final SimFleet fleet;
    private Instant now;
    private boolean buyPlanned;

    private FleetReplay(Scenario scenario, Strategy strategy) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.now = scenario.start();
        this.foresight = new Foresight(scenario);
        this.fleet = new SimFleet(scenario, strategy, agenda);
    }

    public static FleetOutcome run(Scenario scenario, Strategy strategy) {
        return new FleetReplay(scenario, strategy).run();
    }

    private FleetOutcome run() {
        scenario.jobs().forEach(job -> agenda.add(job.at(), new Agenda.Entry.Arrives(job)));
        agenda.add(now, new Agenda.Entry.Minute());
        Agenda.At at = agenda.next();
        while (at != null && at.instant().isBefore(scenario.end()) && !finished(at)) {
            now = at.instant();
            happen(at.entry());
            if (!agenda.moreAt(now)) {
                place();
            }
            at = agenda.next();
        }
        fleet.endAll(now);
        return scores.outcome(strategy, live.values(), fleet, foresight);
    }

    /// Only the clock goes on: every job has come and gone, and no node is left.
    private boolean finished(Agenda.At at) {
        return at.entry() instanceof Agenda.Entry.Minute
                && scores.arrived() == scenario.jobs().size()
                && live.values().stream().allMatch(Progress::done)
                && fleet.nodes().isEmpty();
    }

    private void happen(Agenda.Entry entry) {
        switch (entry) {
            case Agenda.Entry.Arrives(Job job) -> {
                scores.arrived(job);
                live.put(job.id(), new Progress(job));
            }
            case Agenda.Entry.Ready(NodeId node) -> ready(node);
            case Agenda.Entry.Ends(WorkloadId workload, int replica, NodeId node) ->
                    ends(workload, replica, node);
            case Agenda.Entry.LeaseHalf(NodeId node) -> fleet.renew(node, now);
            case Agenda.Entry.LeaseOver(NodeId node) ->
                    fleet.leaseOver(node, now).ifPresent(this::losesItsWork);
            case Agenda.Entry.Buy() -> {
                buyPlanned = false;
                scale();
            }
            case Agenda.Entry.Minute() -> {
                foresight.observe(now, live.values());
                agenda.add(now.plusSeconds(60), new Agenda.Entry.Minute());
                scale();
            }
        }
    }

    private void ready(NodeId id) {
        fleet.find(id)
                .ifPresent(
                        node -> {
                            node.become(NodeState.READY, now);
                            node.idleSince = node.holds.isEmpty() ? now : null;
                            live.values().stream()
                                    .filter(p -> p.bound.containsValue(node))
                                    .forEach(this::startWhatCan);
                        });
    }

    /// What ran there waits again, and begins anew.
    private void losesItsWork(SimNode node) {
        for (Progress progress : live.values()) {
            progress.bound
                    .entrySet()
                    .removeIf(
                            bound -> {
                                boolean here = bound.getValue().equals(node);
                                if (here) {
                                    progress.running.remove(bound.getKey());
                                }
                                return here;
                            });
        }
        node.holds.clear();
    }

    private void ends(WorkloadId workload, int replica, NodeId on) {
        Progress progress = live.get(workload);
        if (progress == null) {
            return;
        }
        SimNode node = progress.bound.get(replica);
        // It may have lost that place, and run elsewhere by now.
        if (node != null && node.node.id().equals(on)) {
            progress.bound.remove(replica);
            node.holds.removeIf(h -> h.workload().equals(workload) && h.replica() == replica);
            node.idleSince = node.holds.isEmpty() ? now : null;
            progress.running.remove(replica);
            progress.ended++;
            scores.used(progress.job);
        }
    }

    private void place() {
        List<Waiting> waiting = new ArrayList<>();
        for (Progress progress : live.values()) {
            if (!progress.done() && !progress.allBound()) {
                waiting.add(progress.waiting());
            }
        }
        if (waiting.isEmpty()) {
            fleet.noShortfall();
            return;
        }
        PlacementPlan plan =
                PlacementPlanner.plan(
                        new Fleet(
                                fleet.nodes().stream().map(n -> Node.of(n.node, n.holds)).toList()),
                        new Queue(waiting),
                        PlacementPolicy.DEFAULTS,
                        now);
        plan.placed().forEach(this::bind);
        List<CapacityShortfall> shortfalls = new ArrayList<>();
        for (PlacementPlan.LaneShortfall lane : plan.shortfall()) {
            shortfalls.add(
                    new CapacityShortfall(
                            lane.lane(),
                            1,
                            new UUID(0, 0),
                            now,
                            fleet.youngestVersion(),
                            0,
                            lane.items()));
            lane.items().forEach(item -> item.workloads().forEach(this::isShort));
        }
        fleet.shortfalls(shortfalls);
        if (!shortfalls.isEmpty() && !buyPlanned) {
            if (strategy.batchIdle().isZero()) {
                scale();
            } else {
                buyPlanned = true;
                agenda.add(now.plus(strategy.batchIdle()), new Agenda.Entry.Buy());
            }
        }
    }

    private void isShort(WorkloadId id) {
        Progress progress = live.get(id);
        if (progress != null && progress.firstShort == null) {
            progress.firstShort = now;
        }
    }

    private void bind(PlacementPlan.Placed placed) {
        Progress progress = live.get(placed.workload());
        SimNode node = fleet.find(placed.node()).orElse(null);
        if (progress == null || node == null) {
            return;
        }
        Job job = progress.job;
        node.holds.add(
                new Hold(
                        job.id(),
                        placed.replica(),
                        job.spec().tenant(),
                        job.spec().environment(),
                        job.spec().shape(),
                        placed.devices(),
                        null));
        node.idleSince = null;
        progress.bound.put(placed.replica(), node);
        startWhatCan(progress);
    }

    /// A gang starts when all of it is on ready nodes; other replicas each for itself.
    private void startWhatCan(Progress progress) {
        boolean wholeReady =
                progress.allBound()
                        && progress.bound.values().stream()
                                .allMatch(n -> n.node.state() == NodeState.READY);
        if (progress.job.spec().gang() && !wholeReady) {
            return;
        }
        progress.bound.forEach(
                (replica, node) -> {
                    if (node.node.state() == NodeState.READY && progress.running.add(replica)) {
                        node.everUsed = true;
                        agenda.add(
                                now.plus(progress.job.runs()),
                                new Agenda.Entry.Ends(progress.job.id(), replica, node.node.id()));
                        scores.started(progress, node, now);
                    }
                });
    }

    private void scale() {
        fleet.scale(foresight.forecasts(), now);
    }
}
