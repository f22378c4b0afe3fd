package io.headroom.engine.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;

/// Goes forward in time with the planner itself: at each instant at which something is thought to end or a node to be ready, it plans again, and
/// notes who starts. Once with all durations as they are thought to be, once with all of them as long as nine of ten such are: as the workload
/// says (`durationAtMost`), else longer by the usual doubt. New arrivals are not foreseen: whoever comes later with a higher priority makes it
/// later.
public final class StartTimes {

    /// How far to look.
    ///
    /// @param doubt factor by which what is left of a run of which nobody knows more, or of a node's way, may be longer: nine of ten are within
    /// @param instants at most so many plans for each of the two: at half of it the last of a long queue get no time
    public record Horizon(double doubt, int instants) {
        public static final Horizon USUAL = new Horizon(1.5, 64);

        public Horizon {
            if (!(doubt >= 1) || instants < 1) {
                throw new IllegalArgumentException("a horizon of " + doubt + ", " + instants);
            }
        }
    }

    private final PlacementPolicy policy;
    private final Instant now;
    private final Pace pace;
    private final Map<WorkloadId, Instant> starts = new LinkedHashMap<>();
    private PlacementFacts facts;

    private StartTimes(PlacementFacts facts, PlacementPolicy policy, Instant now, Pace pace) {
        this.facts = facts;
        this.policy = policy;
        this.now = now;
        this.pace = pace;
    }

    /// An estimate for each workload that the plan of now leaves waiting, in the order of service.
    ///
    /// @param readyAt when nodes on the way are thought to be ready; those that are not named never are
    public static List<Eta> estimate(
            PlacementFacts facts,
            PlacementPolicy policy,
            Map<NodeId, Instant> readyAt,
            Horizon horizon,
            Instant now) {
        PlacementPlan plan = PlacementPlanner.plan(facts, policy, now);
        Map<WorkloadId, Instant> median =
                new StartTimes(facts, policy, now, Pace.likely(now))
                        .walk(readyAt, horizon.instants());
        Map<WorkloadId, Instant> late =
                new StartTimes(facts, policy, now, new Pace(now, horizon.doubt()))
                        .walk(readyAt, horizon.instants());
        return plan.pending().stream()
                .map(one -> eta(one.workload(), one.reason(), median, late))
                .toList();
    }

    /// Late is never before the median, even where a longer run of another lets it go first. For whom others leave, that is known: its
    /// seats are kept.
    private static Eta eta(
            WorkloadId id,
            PendingReason reason,
            Map<WorkloadId, Instant> median,
            Map<WorkloadId, Instant> late) {
        if (reason instanceof PendingReason.MakingRoom room) {
            return new Eta(id, room.notBefore(), room.notBefore(), reason);
        }
        Instant usual = median.get(id);
        Instant worse = late.get(id);
        boolean crossed = usual != null && worse != null && worse.isBefore(usual);
        return new Eta(id, usual, crossed ? usual : worse, reason);
    }

    private Map<WorkloadId, Instant> walk(Map<NodeId, Instant> readyAt, int instants) {
        stretch();
        NavigableSet<Instant> times = new TreeSet<>();
        times.add(now);
        Map<NodeId, Instant> ready = new LinkedHashMap<>();
        readyAt.forEach((node, at) -> ready.put(node, pace.ready(at)));
        times.addAll(ready.values());
        for (Node node : facts.fleet().nodes()) {
            node.holds().forEach(hold -> addEnd(times, hold));
        }
        for (int i = 0; i < instants && !times.isEmpty(); i++) {
            Instant at = times.removeFirst();
            if (facts.queue().waiting().isEmpty()) {
                break;
            }
            endUntil(at, ready);
            PlacementPlan plan = PlacementPlanner.plan(facts, policy, at);
            carryOut(plan, at, times);
        }
        return starts;
    }

    /// What runs, runs as long as it does at this pace.
    private void stretch() {
        facts =
                with(
                        new Fleet(
                                facts.fleet().nodes().stream()
                                        .map(
                                                node ->
                                                        node.in(
                                                                node.state(),
                                                                node.holds().stream()
                                                                        .map(pace::of)
                                                                        .toList()))
                                        .toList()),
                        facts.queue());
    }

    private void addEnd(NavigableSet<Instant> times, Hold hold) {
        Instant until = hold.until();
        if (until != null) {
            times.add(until.isAfter(now) ? until : now);
        }
    }

    private void endUntil(Instant at, Map<NodeId, Instant> ready) {
        facts =
                with(
                        new Fleet(
                                facts.fleet().nodes().stream()
                                        .map(node -> until(node, at, ready))
                                        .toList()),
                        facts.queue());
    }

    private static Node until(Node node, Instant at, Map<NodeId, Instant> ready) {
        Instant up = ready.get(node.id());
        boolean isUp = node.state().isPlanned() && up != null && !up.isAfter(at);
        List<Hold> left = new ArrayList<>();
        for (Hold hold : node.holds()) {
            Instant until = hold.until();
            if (until == null || until.isAfter(at)) {
                left.add(hold);
            }
        }
        return node.in(isUp ? NodeState.READY : node.state(), left);
    }

    /// Whoever has all its places on ready nodes starts.
    private void carryOut(PlacementPlan plan, Instant at, NavigableSet<Instant> times) {
        Map<WorkloadId, Waiting> waiting = new LinkedHashMap<>();
        facts.queue().waiting().forEach(one -> waiting.put(one.id(), one));
        Set<WorkloadId> left = new LinkedHashSet<>();
        plan.pending().forEach(one -> left.add(one.workload()));
        plan.placed().stream()
                .filter(one -> one.on() != NodeState.READY)
                .forEach(one -> left.add(one.workload()));
        Fleet fleet = facts.fleet();
        for (PlacementPlan.Placed placed : plan.placed()) {
            Waiting one = waiting.get(placed.workload());
            if (one == null || left.contains(one.id())) {
                continue;
            }
            Duration runs = pace.run(one);
            Instant until = runs == null ? null : at.plusMillis(runs.toMillis());
            Instant surely = one.atMost() == null ? null : at.plus(one.atMost());
            Hold hold =
                    Hold.of(one, placed.replica(), placed.devices(), placed.slot(), until)
                            .ending(until, surely);
            fleet = fleet.with(fleet.node(placed.node()).orElseThrow().with(hold));
            starts.put(one.id(), at);
            if (until != null) {
                times.add(until);
            }
        }
        facts =
                with(
                        fleet,
                        new Queue(
                                facts.queue().waiting().stream()
                                        .filter(one -> !starts.containsKey(one.id()))
                                        .toList()));
    }

    private PlacementFacts with(Fleet fleet, Queue queue) {
        return new PlacementFacts(
                fleet,
                queue,
                facts.running(),
                List.of(),
                facts.evicted(),
                facts.past(),
                facts.quotas(),
                facts.moving());
    }
}
