package io.headroom.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.engine.fleet.Waiting;
import io.headroom.placement.eta.Estimates.Expected;
import io.headroom.placement.eta.Estimates.GoesBy;
import io.headroom.placement.eta.Estimates.Guess;
import io.headroom.placement.eta.Estimates.Planned;

/// What can be said at once to one that comes in, of the last plan: it starts when those of its kind that wait do; at once where enough nodes
/// stand empty and nobody waits; else a lead time from now.
///
/// @param alike when the last of each kind that waits is thought to start
/// @param waiting lanes in which somebody waits
/// @param empty what stands empty, by lane
/// @param leads the shortest usual way of a node to the lane
record AtTheDoor(
        Map<Kind, Expected> alike,
        Set<String> waiting,
        Map<String, List<NodeTemplate>> empty,
        Map<String, Duration> leads) {

    record Kind(String lane, Shape shape) {}

    static AtTheDoor of(Planned planned, Map<WorkloadId, Expected> expected, LeadTimes leadTimes) {
        Map<Kind, Expected> alike = new HashMap<>();
        Set<String> waiting = new HashSet<>();
        for (Waiting one : planned.facts().queue().waiting()) {
            waiting.add(one.lane());
            Expected when = expected.get(one.id());
            if (when != null) {
                alike.merge(
                        new Kind(one.lane(), one.shape()),
                        when,
                        (a, b) -> a.p90().isAfter(b.p90()) ? a : b);
            }
        }
        Set<NodeId> held = new HashSet<>();
        planned.facts().fleet().nodes().stream()
                .filter(node -> !node.holds().isEmpty())
                .forEach(node -> held.add(node.id()));
        planned.plan().placed().forEach(placed -> held.add(placed.node()));
        Map<String, List<NodeTemplate>> empty = new HashMap<>();
        Map<String, Set<String>> pools = new HashMap<>();
        for (Node node : planned.nodes()) {
            pools.computeIfAbsent(node.lane(), _ -> new TreeSet<>()).add(node.pool());
            if (node.state() == NodeState.READY && !held.contains(node.id())) {
                empty.computeIfAbsent(node.lane(), _ -> new ArrayList<>()).add(node.template());
            }
        }
        Map<String, Duration> leads = new HashMap<>();
        pools.forEach((lane, its) -> leads.put(lane, leadTimes.shortest(its)));
        return new AtTheDoor(alike, waiting, empty, leads);
    }

    Guess guess(WorkloadSpec spec, Instant now) {
        Expected like = alike.get(new Kind(spec.lane(), spec.shape()));
        if (like != null && like.p90().isAfter(now)) {
            return new Guess(like, GoesBy.OTHERS_ALIKE);
        }
        if (hasRoom(spec)) {
            return new Guess(new Expected(now, now), GoesBy.NOTHING);
        }
        Instant ready = now.plus(leads.getOrDefault(spec.lane(), LeadTimes.USUAL));
        return new Guess(new Expected(ready, Estimates.later(ready, now)), GoesBy.A_NODE);
    }

    private boolean hasRoom(WorkloadSpec spec) {
        return !waiting.contains(spec.lane())
                && empty.getOrDefault(spec.lane(), List.of()).stream()
                                .filter(template -> template.holds(spec.shape()))
                                .limit(spec.replicas())
                                .count()
                        == spec.replicas();
    }
}
