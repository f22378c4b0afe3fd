package io.headroom.engine.placement.defrag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.TenantTree;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.preemption.VictimSearch;

/// Moves for the first that waits only because free room lies scattered: those that write checkpoints go elsewhere in the same fleet, all of
/// them find a place there, and what they lose costs less than buying would.
public final class Defragmentation {

    /// What an operator allows.
    ///
    /// @param atOnce workloads moved at a time: at half of it fewer gangs are helped, at twice of it more work is disturbed together
    /// @param restart what stopping and starting elsewhere costs, beside the work since the last checkpoint
    public record Limits(int atOnce, Duration restart) {
        public static final Limits USUAL = new Limits(4, Duration.ofMinutes(5));

        public Limits {
            if (atOnce < 0 || restart.isNegative()) {
                throw new IllegalArgumentException("limits below nothing: " + atOnce);
            }
        }
    }

    /// @param moves who goes where, by workload
    /// @param starts where the one that waited stands then
    /// @param costMicros what the moves lose, in millionths of a dollar; @param savesMicros what is not bought
    public record Moves(
            WorkloadId forWorkload,
            Map<WorkloadId, List<Placed>> moves,
            List<Placed> starts,
            long costMicros,
            long savesMicros) {}

    /// What a GPU-hour is taken for where nobody knows its price, in millionths of a dollar.
    private static final long USUAL_MICROS_PER_GPU = 1_000_000;

    private final PlacementFacts facts;
    private final PlacementPolicy policy;
    private final Limits limits;
    private final Instant now;
    private final Map<WorkloadId, List<Hold>> holds = new LinkedHashMap<>();

    private Defragmentation(
            PlacementFacts facts, PlacementPolicy policy, Limits limits, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.limits = limits;
        this.now = now;
        for (Node node : facts.fleet().nodes()) {
            for (Hold hold : node.holds()) {
                holds.computeIfAbsent(hold.workload(), _ -> new ArrayList<>()).add(hold);
            }
        }
    }

    /// @param buyingMicros what it costs to buy what a waiting workload lacks, in millionths of a dollar; one that is not named is not helped
    public static Optional<Moves> plan(
            PlacementFacts facts,
            PlacementPolicy policy,
            Map<WorkloadId, Long> buyingMicros,
            Limits limits,
            Instant now) {
        Defragmentation of = new Defragmentation(facts, policy, limits, now);
        PlacementPlan plan = PlacementPlanner.plan(facts, policy, now);
        for (PlacementPlan.LaneShortfall lane : plan.shortfall()) {
            for (var item : lane.items()) {
                for (WorkloadId id : item.workloads()) {
                    Optional<Moves> moves = of.movesFor(id, buyingMicros.getOrDefault(id, 0L));
                    if (moves.isPresent()) {
                        return moves;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Moves> movesFor(WorkloadId id, long buying) {
        Optional<Waiting> found =
                facts.queue().waiting().stream().filter(one -> one.id().equals(id)).findFirst();
        if (found.isEmpty() || buying <= 0) {
            return Optional.empty();
        }
        Waiting waiting = found.get();
        List<Node> nodes =
                facts.fleet().nodes().stream()
                        .filter(n -> n.state() == NodeState.READY)
                        .filter(n -> n.lane().equals(waiting.lane()))
                        .filter(n -> n.template().holds(waiting.shape()))
                        .toList();
        VictimSearch.Found movers =
                VictimSearch.search(
                        nodes,
                        candidates(waiting),
                        waiting.replicas().size(),
                        node -> HowMany.fit(node, waiting.shape()));
        long cost = movers.victims().stream().mapToLong(this::loss).sum();
        if (movers.victims().isEmpty()
                || movers.victims().size() > limits.atOnce()
                || cost >= buying) {
            return Optional.empty();
        }
        return moved(waiting, movers.victims(), cost, buying);
    }

    private List<VictimSearch.Candidate> candidates(Waiting waiting) {
        return facts.running().stream()
                .filter(one -> one.lane().equals(waiting.lane()) && one.checkpointEvery() != null)
                .map(one -> new VictimSearch.Candidate(one.id(), loss(one.id())))
                .toList();
    }

    /// Lets the planner place the one that waits, and then the movers, on a fleet without the movers.
    private Optional<Moves> moved(
            Waiting waiting, List<WorkloadId> movers, long cost, long buying) {
        Fleet without =
                new Fleet(facts.fleet().nodes().stream().map(n -> n.without(movers)).toList());
        List<Waiting> queue = new ArrayList<>();
        queue.add(as(waiting, Integer.MAX_VALUE, true));
        for (WorkloadId id : movers) {
            facts.running().stream()
                    .filter(one -> one.id().equals(id))
                    .forEach(one -> queue.add(again(one)));
        }
        PlacementPlan plan = PlacementPlanner.plan(without, new Queue(queue), withoutRules(), now);
        boolean allOnReady =
                plan.pending().isEmpty()
                        && plan.placed().stream().allMatch(p -> p.on() == NodeState.READY);
        if (!allOnReady) {
            return Optional.empty();
        }
        Map<WorkloadId, List<Placed>> moves = new LinkedHashMap<>();
        List<Placed> starts = new ArrayList<>();
        for (Placed placed : plan.placed()) {
            if (placed.workload().equals(waiting.id())) {
                starts.add(placed);
            } else {
                moves.computeIfAbsent(placed.workload(), _ -> new ArrayList<>()).add(placed);
            }
        }
        return Optional.of(new Moves(waiting.id(), moves, starts, cost, buying));
    }

    /// Moving nobody else in turn, and with tenants' limits as they are: the movers hold as much as before.
    private PlacementPolicy withoutRules() {
        return policy.withReservations(0)
                .withFairness(policy.fairness().withTenants(TenantTree.NONE));
    }

    private static Waiting as(Waiting one, int priority, boolean gang) {
        return new Waiting(
                one.id(),
                one.workloadClass(),
                priority,
                one.submittedAt(),
                one.shape(),
                one.replicas(),
                gang,
                one.tenant(),
                one.environment(),
                one.lane(),
                one.expected(),
                one.topology());
    }

    private Waiting again(Running running) {
        List<Hold> held = holds.getOrDefault(running.id(), List.of());
        Hold first = held.getFirst();
        return new Waiting(
                running.id(),
                running.workloadClass(),
                running.priority(),
                now,
                first.shape(),
                held.stream().map(Hold::replica).toList(),
                true,
                running.tenant(),
                first.environment(),
                running.lane(),
                null,
                running.topology());
    }

    private long loss(WorkloadId id) {
        int milli =
                holds.getOrDefault(id, List.of()).stream()
                        .mapToInt(h -> h.shape().totalMilliGpu())
                        .sum();
        return facts.running().stream()
                .filter(one -> one.id().equals(id))
                .mapToLong(
                        one -> {
                            long micros =
                                    one.microsPerHour() > 0
                                            ? one.microsPerHour()
                                            : USUAL_MICROS_PER_GPU * milli / 1000;
                            return one.atRisk(now).plus(limits.restart()).toSeconds()
                                    * micros
                                    / 3600;
                        })
                .sum();
    }
}
