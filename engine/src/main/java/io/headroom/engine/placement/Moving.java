package io.headroom.engine.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.DefragmentationSpec;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Feasible.Reach;
import io.headroom.engine.placement.defrag.Buying;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Move;
import io.headroom.engine.placement.preemption.Preemption.Victim;
import io.headroom.engine.placement.preemption.Preemption.Worth;
import io.headroom.engine.placement.preemption.VictimSearch;

/// Moves others for a workload that fits nowhere only because free room lies scattered: as the lane's rules allow, where that loses less than
/// buying costs, and only if all of it then starts and each that is moved has a place that is free already. Both have their seats kept from
/// then on.
final class Moving {

    /// Searches in one plan: each looks at all nodes of the lane, as in `MakeRoom`.
    private static final int SEARCHES = 16;

    /// For one workload: after each, one that found no other place is left where it is.
    private static final int SEARCHES_EACH = 4;

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
    private final Set<Tried> hopeless = new LinkedHashSet<>();
    private int searches;

    Moving(
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
    void isUnderWay(String lane, int workloads) {
        underWay.merge(lane, workloads, Integer::sum);
    }

    /// Decides who is moved for these replicas, if that is allowed, enough and cheaper than buying.
    Optional<Preemption> make(Waiting by, List<Integer> replicas) {
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
        Optional<Preemption> moves =
                isOnlyScattered(by, replicas.size(), ask)
                        ? search(by, replicas, rules, buying)
                        : Optional.empty();
        if (moves.isEmpty()) {
            hopeless.add(tried);
        }
        return moves;
    }

    private boolean isOnlyScattered(Waiting by, int replicas, Ask ask) {
        searches++;
        long free = 0;
        for (int rank = 0; rank < board.nodes().size(); rank++) {
            if (!board.isKept(rank) && ask.allows(board.room(rank).kind())) {
                Node node = board.state(rank);
                free += (long) node.template().gpus() * Shape.WHOLE - node.usedMilliGpu();
            }
        }
        return free >= (long) by.shape().totalMilliGpu() * replicas;
    }

    private Optional<Preemption> search(
            Waiting by, List<Integer> replicas, DefragmentationSpec rules, Buying buying) {
        List<Running> may =
                movers.of(by.lane(), rules).stream()
                        .filter(one -> leaving.mayHaveToLeave(one.id()))
                        .filter(one -> movers.loss(one) < buying.cost().micros())
                        .toList();
        int most = rules.atOnce() - startingAgain(by.lane());
        Set<WorkloadId> placeless = new LinkedHashSet<>();
        for (int i = 0; i < SEARCHES_EACH && most > 0 && may.size() > placeless.size(); i++) {
            searches++;
            Optional<Vacating> found =
                    Vacating.search(
                            board,
                            by,
                            replicas,
                            may.stream()
                                    .filter(one -> !placeless.contains(one.id()))
                                    .map(
                                            one ->
                                                    new VictimSearch.Candidate(
                                                            one.id(), movers.loss(one)))
                                    .toList());
            if (found.isEmpty()
                    || found.get().leave().size() > most
                    || found.get().loss() >= buying.cost().micros()) {
                return Optional.empty();
            }
            Optional<List<Move>> moves =
                    new Settling(board, admitted, movers, by)
                            .settle(replicas, found.get(), placeless);
            if (moves.isPresent()) {
                return Optional.of(
                        decide(by, replicas, rules, found.get(), moves.get(), buying, may));
            }
        }
        return Optional.empty();
    }

    /// Those of earlier moves that are not done: told, on their way to their seats, or not running yet.
    private int startingAgain(String lane) {
        long starting =
                facts.running().stream()
                        .filter(one -> one.lane().equals(lane) && one.startedAt() == null)
                        .filter(one -> leaving.hadToLeave(one.id()))
                        .count();
        return underWay.getOrDefault(lane, 0) + (int) starting;
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
                KeptSeats.seats(board, replicas, found.seats()),
                victims,
                now,
                now.plus(rules.grace()),
                why,
                moves,
                new Worth(loses, buying.cost()));
    }
}
