package io.headroom.engine.placement.defrag;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.DefragmentationSpec;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Admitted;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.board.Board;
import io.headroom.engine.placement.board.Feasible.Reach;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.preemption.Leaving;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Move;
import io.headroom.engine.placement.preemption.Preemption.Victim;
import io.headroom.engine.placement.preemption.Preemption.Worth;
import io.headroom.engine.placement.preemption.Seats;
import io.headroom.engine.placement.preemption.Vacating;
import io.headroom.engine.placement.preemption.VictimSearch;

/// Moves others for a workload that fits nowhere only because free room lies scattered: as the
/// lane's rules allow, where that loses less than buying costs, and only if all of it then starts
/// and each that is moved has a place that is free already. Both have their seats kept from then
/// on.
public final class Moving {

    /// Searches in one plan, as in `MakeRoom`: at half of it a burst of large workloads takes more
    /// turns.
    private static final int SEARCHES = 16;

    /// For one workload: after each, one that found no other place is left where it is.
    private static final int SEARCHES_EACH = 4;

    /// Nodes that a search looks at, beside one for each replica: those that lack the least. At
    /// twice of it a search takes twice as long, and finds what is cheaper now and then.
    private static final int LOOKED_AT = 64;

    /// What was tried in vain; room only shrinks within a plan.
    private record Tried(Ask ask, int replicas, @Nullable Topology topology, Money buying) {}

    private final Board board;
    private final PlacementFacts facts;
    private final PlacementPolicy policy;
    private final Admitted admitted;
    private final Leaving leaving;
    private final Movers movers;
    private final Instant now;
    private final Map<String, Integer> underWay = new LinkedHashMap<>();
    private final Map<String, Integer> notRunningYet = new LinkedHashMap<>();
    private final Set<Tried> hopeless = new LinkedHashSet<>();
    private int searches;

    public Moving(
            Board board,
            PlacementFacts facts,
            PlacementPolicy policy,
            Admitted admitted,
            Leaving leaving,
            Movers movers,
            Instant now) {
        this.board = board;
        this.facts = facts;
        this.policy = policy;
        this.admitted = admitted;
        this.leaving = leaving;
        this.movers = movers;
        this.now = now;
    }

    /// Counts some that earlier plans move, until they run again.
    public void isUnderWay(String lane, int workloads) {
        underWay.merge(lane, workloads, Integer::sum);
    }

    /// Decides who is moved for these replicas, if that is allowed, enough and cheaper than buying.
    public Optional<Preemption> make(Waiting by, List<Integer> replicas) {
        DefragmentationSpec rules = policy.lane(by.lane()).defragmentation();
        if (rules == null || !leaving.mayMakeOthersLeave(by.id()) || searches >= SEARCHES) {
            return Optional.empty();
        }
        Buying buying = Buying.of(by, replicas.size(), facts.moving().prices());
        Ask ask = board.ask(by, Reach.READY);
        Tried tried = new Tried(ask, replicas.size(), by.topology(), buying.cost());
        if (hopeless.contains(tried)) {
            return Optional.empty();
        }
        int most = rules.atOnce() - startingAgain(by.lane());
        Optional<Preemption> moves =
                most > 0 ? search(by, replicas, rules, buying, most) : Optional.empty();
        if (moves.isEmpty()) {
            hopeless.add(tried);
        }
        return moves;
    }

    private Optional<Preemption> search(
            Waiting by,
            List<Integer> replicas,
            DefragmentationSpec rules,
            Buying buying,
            int most) {
        List<Running> may =
                movers.of(by.lane(), rules).stream()
                        .filter(one -> leaving.mayHaveToLeave(one.id()))
                        .filter(one -> movers.loss(one) < buying.cost().micros())
                        .toList();
        searches++;
        Set<Integer> promising = promising(by, replicas.size(), may);
        Set<WorkloadId> placeless = new LinkedHashSet<>();
        for (int i = 0; i < SEARCHES_EACH && !promising.isEmpty(); i++) {
            searches++;
            List<VictimSearch.Candidate> candidates = new ArrayList<>();
            for (Running one : may) {
                if (!placeless.contains(one.id())) {
                    candidates.add(new VictimSearch.Candidate(one.id(), movers.loss(one)));
                }
            }
            Optional<Vacating> found =
                    Vacating.search(board, by, replicas, candidates, promising::contains);
            if (found.isEmpty()
                    || found.get().leave().size() > most
                    || found.get().loss() >= buying.cost().micros()) {
                return Optional.empty();
            }
            Optional<List<Move>> moves =
                    new Settling(board, admitted, movers)
                            .settle(by, replicas, found.get(), placeless);
            if (moves.isPresent()) {
                return Optional.of(
                        decide(by, replicas, rules, found.get(), moves.get(), buying, may));
            }
        }
        return Optional.empty();
    }

    /// The nodes that lack the least for a replica and would have it without those that may be
    /// moved; none where less is free in all than is needed. Where the replicas must stand
    /// together, all: a place is not looked at in part.
    private Set<Integer> promising(Waiting by, int replicas, List<Running> may) {
        Ask ask = board.ask(by, Reach.READY);
        Set<WorkloadId> movable = new LinkedHashSet<>();
        may.forEach(one -> movable.add(one.id()));
        long needs = by.shape().totalMilliGpu();
        long free = 0;
        Map<Integer, Long> lacking = new LinkedHashMap<>();
        for (int rank = 0; rank < board.nodes().size(); rank++) {
            if (!board.isKept(rank) && ask.allows(board.room(rank).kind())) {
                Node node = board.state(rank);
                long here = (long) node.template().gpus() * Shape.WHOLE - node.usedMilliGpu();
                free += here;
                long after = here;
                for (Hold hold : node.holds()) {
                    after += movable.contains(hold.workload()) ? hold.shape().totalMilliGpu() : 0;
                }
                if (after >= needs) {
                    lacking.put(rank, Math.max(0, needs - here));
                }
            }
        }
        Topology topology = by.topology();
        boolean whole = topology != null && topology.required();
        return free < needs * replicas
                ? new LinkedHashSet<>()
                : lacking.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .limit(whole ? lacking.size() : LOOKED_AT + replicas)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Those of earlier moves that are not done: told, on their way to their seats, or not running
    /// yet.
    public int startingAgain(String lane) {
        return underWay.getOrDefault(lane, 0)
                + notRunningYet.computeIfAbsent(
                        lane,
                        _ ->
                                (int)
                                        facts.running().stream()
                                                .filter(one -> one.lane().equals(lane))
                                                .filter(one -> one.startedAt() == null)
                                                .filter(one -> leaving.hadToLeave(one.id()))
                                                .count());
    }

    private Preemption decide(
            Waiting by,
            List<Integer> replicas,
            DefragmentationSpec rules,
            Vacating found,
            List<Move> moves,
            Buying buying,
            List<Running> may) {
        Money loses = new Money(found.loss());
        String why =
                "moving "
                        + moves.size()
                        + " workload(s) loses $"
                        + loses
                        + " of work and restarts, "
                        + buying.describe();
        List<Victim> victims = new ArrayList<>();
        for (Move move : moves) {
            may.stream()
                    .filter(one -> one.id().equals(move.workload()))
                    .map(one -> new Victim(one.id(), one.attempt(), movers.work(one), why))
                    .forEach(victims::add);
        }
        leaving.decided(by.id(), found.leave());
        isUnderWay(by.lane(), moves.size());
        return new Preemption(
                by.id(),
                Seats.of(board, replicas, found.seats()),
                victims,
                now,
                now.plus(rules.grace()),
                why,
                moves,
                new Worth(loses, buying.cost()));
    }
}
