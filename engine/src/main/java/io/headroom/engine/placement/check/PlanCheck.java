package io.headroom.engine.placement.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.Tenant;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.board.Feasible;
import io.headroom.engine.placement.board.Serving;
import io.headroom.engine.placement.preemption.Preemption;

/// What must hold of every plan, looked at again before it leaves: within the nodes' capacity, on allowed models, in its lane, not where it is or would
/// be disturbed, each replica once, each gang whole, tenants within their limits, nobody made to leave for nothing. It counts from the fleet and shares nothing with what made the plan.
public final class PlanCheck {

    private PlanCheck() {}

    /// The plan itself, or an [IllegalStateException] that names what is wrong with it.
    public static PlacementPlan checked(
            PlacementPlan plan, PlacementFacts facts, PlacementPolicy policy, Instant now) {
        Fleet fleet = facts.fleet();
        Map<WorkloadId, Waiting> waiting = new LinkedHashMap<>();
        facts.queue().waiting().forEach(one -> waiting.put(one.id(), one));
        Map<NodeId, List<Hold>> holds = new LinkedHashMap<>();
        Map<WorkloadId, List<Integer>> replicas = new LinkedHashMap<>();
        Map<WorkloadId, Set<String>> domains = new LinkedHashMap<>();
        Serving serving = new Serving(fleet.nodes(), facts.running());
        for (Placed placed : plan.placed()) {
            Waiting of = known(waiting, placed.workload());
            Node node = fleet.node(placed.node()).orElseThrow();
            require(Feasible.isOpen(node), () -> "node " + node.id() + " takes no replicas");
            require(of.shape().allows(node.template().gpuModel()), () -> of.id() + ": wrong model");
            require(of.lane().equals(node.lane()), () -> of.id() + ": wrong lane");
            require(
                    serving.lets(node, of),
                    () -> of.id() + ": node " + node.id() + " is disturbed");
            holds.computeIfAbsent(placed.node(), _ -> new ArrayList<>()).add(hold(placed, of));
            replicas.computeIfAbsent(of.id(), _ -> new ArrayList<>()).add(placed.replica());
            checkTogether(of, node, domains);
        }
        // A node that holds more than it has cannot be made.
        holds.forEach((id, more) -> fleet.node(id).orElseThrow().with(more));
        replicas.forEach((id, placed) -> checkReplicas(known(waiting, id), placed));
        checkLimits(plan, facts, policy, waiting);
        checkPreemptions(plan, facts, policy, holds, waiting, now);
        EmptyingCheck.check(plan, facts, policy, holds, now);
        return plan;
    }

    /// @param domains where replicas of each workload stand
    private static void checkTogether(Waiting of, Node node, Map<WorkloadId, Set<String>> domains) {
        Topology topology = of.topology();
        if (topology != null && topology.required()) {
            String domain = node.domain(topology.within());
            Set<String> all = domains.computeIfAbsent(of.id(), _ -> new TreeSet<>());
            all.add(domain);
            require(
                    all.size() == 1 && !domain.isEmpty(),
                    () -> of.id() + ": not in one " + topology.within().label() + ": " + all);
        }
    }

    private static void checkLimits(
            PlacementPlan plan,
            PlacementFacts facts,
            PlacementPolicy policy,
            Map<WorkloadId, Waiting> waiting) {
        Map<String, Tenant> declared = new LinkedHashMap<>();
        policy.fairness().tenants().tenants().forEach(one -> declared.put(one.name(), one));
        Map<String, Long> milli = new LinkedHashMap<>();
        for (Node node : facts.fleet().nodes()) {
            node.holds().forEach(h -> add(milli, h.tenant(), h.shape(), declared));
        }
        Map<String, Long> before = new LinkedHashMap<>(milli);
        for (Placed placed : plan.placed()) {
            Waiting of = known(waiting, placed.workload());
            add(milli, of.tenant(), of.shape(), declared);
        }
        milli.forEach(
                (name, holds) -> {
                    Tenant tenant = declared.get(name);
                    Integer most = tenant == null ? null : tenant.maxGpus();
                    require(
                            most == null
                                    || holds <= (long) most * Shape.WHOLE
                                    || holds.equals(before.get(name)),
                            () -> "tenant " + name + " above its limit of " + most);
                });
    }

    private static void add(
            Map<String, Long> milli, String of, Shape shape, Map<String, Tenant> declared) {
        for (String at = of; at != null; ) {
            milli.merge(at, (long) shape.totalMilliGpu(), Long::sum);
            Tenant tenant = declared.get(at);
            at = tenant == null ? null : tenant.parent();
        }
    }

    /// With its victims gone and all that was placed in place, each has its seats; nobody leaves twice, before time, or in vain.
    private static void checkPreemptions(
            PlacementPlan plan,
            PlacementFacts facts,
            PlacementPolicy policy,
            Map<NodeId, List<Hold>> placed,
            Map<WorkloadId, Waiting> waiting,
            Instant now) {
        Map<NodeId, Node> then = new LinkedHashMap<>();
        List<WorkloadId> leave = leaving(plan, facts);
        require(leave.size() == new TreeSet<>(leave).size(), () -> "someone leaves twice");
        Map<WorkloadId, Set<String>> domains = new LinkedHashMap<>();
        for (Preemption preemption : plan.preemptions()) {
            Waiting by = known(waiting, preemption.by());
            List<Integer> seats = new ArrayList<>();
            for (Preemption.Seat seat : preemption.seats()) {
                Node node =
                        then.computeIfAbsent(
                                seat.node(), id -> afterThem(facts.fleet(), id, leave, placed));
                checkTogether(by, node, domains);
                then.put(
                        seat.node(),
                        node.with(Hold.of(by, seat.replica(), seat.devices(), seat.slot(), null)));
                seats.add(seat.replica());
            }
            checkReplicas(by, seats);
        }
        new MovesCheck(plan, facts, leave, now)
                .check(
                        id -> then.getOrDefault(id, afterThem(facts.fleet(), id, leave, placed)),
                        policy);
        for (PlacementPlan.Eviction eviction : plan.evictions()) {
            require(
                    plan.preemptions().stream()
                            .anyMatch(
                                    p ->
                                            p.by().equals(eviction.by())
                                                    && !now.isBefore(p.notBefore())),
                    () -> eviction.victim() + " leaves for nothing, or too early");
        }
    }

    /// Who is still to leave. One that has gone meanwhile, and runs again, may leave once more for another.
    private static List<WorkloadId> leaving(PlacementPlan plan, PlacementFacts facts) {
        Map<WorkloadId, Integer> attempts = new LinkedHashMap<>();
        facts.running().forEach(one -> attempts.put(one.id(), one.attempt()));
        return plan.preemptions().stream()
                .flatMap(preemption -> preemption.victims().stream())
                .filter(victim -> victim.attempt() == attempts.getOrDefault(victim.workload(), 0))
                .map(Preemption.Victim::workload)
                .toList();
    }

    private static Node afterThem(
            Fleet fleet, NodeId id, List<WorkloadId> leave, Map<NodeId, List<Hold>> placed) {
        // Who leaves, leaves whole: with the replicas, too, that this plan has found a place for.
        return fleet.node(id)
                .orElseThrow()
                .without(leave)
                .with(
                        placed.getOrDefault(id, List.of()).stream()
                                .filter(hold -> !leave.contains(hold.workload()))
                                .toList());
    }

    private static Hold hold(Placed placed, Waiting of) {
        return Hold.of(of, placed.replica(), placed.devices(), placed.slot(), null);
    }

    private static Waiting known(Map<WorkloadId, Waiting> waiting, WorkloadId id) {
        Waiting of = waiting.get(id);
        if (of == null) {
            throw new IllegalStateException("a wrong plan: " + id + " does not wait");
        }
        return of;
    }

    private static void checkReplicas(Waiting of, List<Integer> placed) {
        require(
                placed.stream().distinct().count() == placed.size()
                        && new TreeSet<>(of.replicas()).containsAll(placed),
                () -> of.id() + ": replicas " + placed + " placed of " + of.replicas());
        require(
                !of.gang() || placed.size() == of.replicas().size(),
                () -> of.id() + ": half a gang, " + placed.size() + " of " + of.replicas().size());
    }

    static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new IllegalStateException("a wrong plan: " + otherwise.get());
        }
    }
}
