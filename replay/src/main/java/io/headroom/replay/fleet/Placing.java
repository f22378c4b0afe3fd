package io.headroom.replay.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.move.Mover;
import io.headroom.replay.fleet.node.SimFleet;
import io.headroom.replay.fleet.node.SimNode;
import io.headroom.replay.fleet.work.WaitingRoom;
import io.headroom.replay.fleet.work.Work;

/// Gives places with the live planner. Nodes without room and replicas that cannot fit are kept from it: they change nothing, and a
/// replay of millions would spend its time on them.
final class Placing {

    private final SimFleet fleet;
    private final WaitingRoom waiting;
    private final Strategy strategy;
    private final Work work;
    private final Mover mover;

    Placing(SimFleet fleet, WaitingRoom waiting, Strategy strategy, Work work, Mover mover) {
        this.fleet = fleet;
        this.waiting = waiting;
        this.strategy = strategy;
        this.work = work;
        this.mover = mover;
    }

    /// Binds what fits, on nodes that are up; on those on their way too, where that is a promise.
    void place(Instant now) {
        if (mover.isActive()) {
            placeAndMove(now);
            return;
        }
        if (waiting.size() == 0) {
            return;
        }
        List<Node> nodes = new ArrayList<>();
        long room = 0;
        for (SimNode node : fleet.nodes()) {
            if (node.freeMilli() > 0
                    && (node.isReady() || (node.isComing() && strategy.promises()))) {
                nodes.add(node.asPlanned());
                room += node.freeMilli();
            }
        }
        if (nodes.isEmpty()) {
            return;
        }
        for (PlacementPlan.Placed placed : plan(nodes, room, now, now).placed()) {
            bind(placed, now);
        }
    }

    /// Who leaves a node takes the places that are kept for it at once.
    private void placeAndMove(Instant now) {
        boolean again = true;
        while (again) {
            PlacementPlan plan = mover.plan(now);
            for (PlacementPlan.Placed placed : plan.placed()) {
                if (placed.on() == NodeState.READY || strategy.promises()) {
                    bind(placed, now);
                }
            }
            again = mover.carryOut(plan.emptying(), now);
        }
    }

    private PlacementPlan plan(List<Node> nodes, long room, Instant seenFrom, Instant now) {
        List<Waiting> queue = waiting.queue(room, seenFrom);
        return PlacementPlanner.plan(
                new Fleet(nodes), new Queue(queue), PlacementPolicy.DEFAULTS, now);
    }

    private void bind(PlacementPlan.Placed placed, Instant now) {
        fleet.find(placed.node()).ifPresent(node -> work.isPlaced(placed, node, now));
    }

    /// What neither nodes that are up nor nodes on their way can hold, of what has been seen.
    List<CapacityShortfall> shortfalls(Instant now) {
        Instant seenFrom = now.minus(strategy.seesAfter());
        if (waiting.size() == 0) {
            return List.of();
        }
        List<Node> nodes = new ArrayList<>();
        long room = 0;
        for (SimNode node : fleet.nodes()) {
            // What is up has no room for a single that still waits; a gang may need both.
            if (node.freeMilli() > 0
                    && (node.isComing() || (node.isReady() && waiting.hasGangs()))) {
                nodes.add(node.asPlanned());
                room += node.freeMilli();
            }
        }
        PlacementPlan plan = plan(nodes, room, seenFrom, now);
        Map<String, List<ShortfallItem>> byLane = new LinkedHashMap<>();
        for (PlacementPlan.LaneShortfall lane : plan.shortfall()) {
            byLane.computeIfAbsent(lane.lane(), _ -> new ArrayList<>()).addAll(lane.items());
        }
        for (PlacementPlan.LaneShortfall lane : waiting.beyond(room, seenFrom)) {
            byLane.computeIfAbsent(lane.lane(), _ -> new ArrayList<>()).addAll(lane.items());
        }
        List<CapacityShortfall> shortfalls = new ArrayList<>();
        byLane.forEach(
                (lane, items) ->
                        shortfalls.add(
                                new CapacityShortfall(
                                        lane,
                                        1,
                                        new UUID(0, 0),
                                        now,
                                        fleet.youngestVersion(),
                                        0,
                                        items,
                                        List.of())));
        return shortfalls;
    }
}
