package io.headroom.engine.placement.emptying;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.DefragmentationSpec;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.LeavesFirst;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.board.Board;
import io.headroom.engine.placement.defrag.Movers;
import io.headroom.engine.placement.defrag.Moving;
import io.headroom.engine.placement.defrag.Settling;
import io.headroom.engine.placement.emptying.EmptyingPlan.Stays;
import io.headroom.engine.placement.emptying.EmptyingPlan.Why;
import io.headroom.engine.placement.emptying.ToEmpty.Asked;
import io.headroom.engine.placement.preemption.Leaving;
import io.headroom.engine.placement.preemption.Preemption.Move;

/// Decides which of the nodes that would go are emptied: where all that runs there may move and fits on nodes that stay, nothing waits in the
/// lane, and the node's going saves enough more than moving loses. Last in a plan, so that nobody who waits is served worse for it.
public final class Emptier {

    private final Board board;
    private final PlacementFacts facts;
    private final PlacementPolicy policy;
    private final Leaving leaving;
    private final Movers movers;
    private final Moving moving;
    private final Settling settling;
    private final Instant now;

    /// Either of two.
    private record Look(@Nullable Candidate candidate, @Nullable Stays stays) {}

    public Emptier(
            Board board,
            PlacementFacts facts,
            PlacementPolicy policy,
            Leaving leaving,
            Movers movers,
            Moving moving,
            Settling settling,
            Instant now) {
        this.board = board;
        this.facts = facts;
        this.policy = policy;
        this.leaving = leaving;
        this.movers = movers;
        this.moving = moving;
        this.settling = settling;
        this.now = now;
    }

    /// Answers each question, and goes on with what is under way.
    ///
    /// @param lacking lanes in which something is missing
    public EmptyingPlan plan(UnderWay underWay, List<String> lacking) {
        List<Emptying> decided = new ArrayList<>(underWay.underWay());
        List<Emptying> done = new ArrayList<>(underWay.done());
        List<Stays> stays = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Asked asked : facts.emptying().asked()) {
            if (!facts.emptying().isUnderWay(asked.node())) {
                Look look = look(asked, lacking);
                if (look.candidate() != null) {
                    candidates.add(look.candidate());
                } else if (look.stays() != null) {
                    stays.add(look.stays());
                }
            }
        }
        candidates.sort(Comparator.comparing(Candidate::order, LeavesFirst.ORDER));
        for (Candidate candidate : candidates) {
            Look look = decide(candidate, decided, done);
            if (look.stays() != null) {
                stays.add(look.stays());
            }
        }
        return new EmptyingPlan(decided, underWay.leaves(), done, stays);
    }

    private static Look stays(Asked asked, Why why, String because) {
        return new Look(null, new Stays(asked.node(), asked.nodeVersion(), why, because));
    }

    private Look look(Asked asked, List<String> lacking) {
        Optional<Integer> rank = board.rank(asked.node());
        if (rank.isEmpty()) {
            return stays(asked, Why.LEAVES_ALREADY, "it is gone, or leaves for another reason");
        }
        Node node = board.node(rank.get());
        DefragmentationSpec rules = policy.lane(node.lane()).defragmentation();
        if (rules == null) {
            return stays(asked, Why.LANE, "lane " + node.lane() + " lets nobody be moved");
        }
        if (lacking.contains(node.lane())) {
            return stays(asked, Why.WORK_WAITS, "work waits in lane " + node.lane());
        }
        if (board.isKept(rank.get())
                || board.state(rank.get()).holds().size() > node.holds().size()) {
            return stays(asked, Why.IN_USE, "places on it are kept, or were taken just now");
        }
        List<Running> movable = movers.of(node.lane(), rules);
        List<Running> on = new ArrayList<>();
        for (WorkloadId id :
                node.holds().stream().map(Hold::workload).distinct().sorted().toList()) {
            Optional<Running> one = movable.stream().filter(r -> r.id().equals(id)).findFirst();
            if (one.isEmpty() || !leaving.mayHaveToLeave(id) || standsElsewhere(id, node)) {
                return stays(asked, Why.NOT_MOVABLE, "workload " + id + " may not be moved");
            }
            if (facts.emptying().lately().contains(id)) {
                return stays(
                        asked, Why.MOVED_LATELY, "workload " + id + " was moved only just now");
            }
            on.add(one.get());
        }
        return weigh(asked, node, rules, on, rank.get());
    }

    private boolean standsElsewhere(WorkloadId id, Node node) {
        int here = (int) node.holds().stream().filter(h -> h.workload().equals(id)).count();
        return movers.again(id).map(w -> w.replicas().size()).orElse(0) != here;
    }

    private Look weigh(
            Asked asked, Node node, DefragmentationSpec rules, List<Running> on, int rank) {
        Candidate candidate = Candidate.of(asked, node, rules, on, movers, board.lost(rank), now);
        return candidate.pays()
                ? new Look(candidate, null)
                : stays(asked, Why.DOES_NOT_PAY, candidate.whyNot());
    }

    private Look decide(Candidate candidate, List<Emptying> decided, List<Emptying> done) {
        Asked asked = candidate.asked();
        Node node = candidate.node();
        int rank = board.rank(node.id()).orElseThrow();
        if (board.isKept(rank)) {
            return stays(asked, Why.IN_USE, "what moves off another node stands there");
        }
        int most =
                candidate.atOnce() - moving.startingAgain(node.lane()) - movedLately(node.lane());
        if (candidate.on().size() > most) {
            return stays(asked, Why.MANY_MOVE, "no more may be moved at a time in its lane");
        }
        if (candidate.on().isEmpty()) {
            done.add(candidate.emptying(List.of(), movers, now));
            return new Look(null, null);
        }
        List<Waiting> again =
                candidate.on().stream().flatMap(one -> movers.again(one.id()).stream()).toList();
        Optional<List<Move>> moves = settling.elsewhere(closedWith(rank), again);
        if (moves.isEmpty()) {
            return stays(asked, Why.NO_ROOM, "what runs on it does not fit on nodes that stay");
        }
        decided.add(candidate.emptying(moves.get(), movers, now));
        List<WorkloadId> ids = candidate.on().stream().map(Running::id).toList();
        leaving.decided(ids.getFirst(), ids);
        moving.isUnderWay(node.lane(), ids.size());
        return new Look(null, null);
    }

    /// The node itself, and those on which nothing runs: they would go instead.
    private List<Integer> closedWith(int rank) {
        List<Integer> closed = new ArrayList<>();
        for (int other = 0; other < board.nodes().size(); other++) {
            boolean idle = board.state(other).holds().isEmpty();
            if (other == rank || (idle && !board.isKept(other))) {
                closed.add(other);
            }
        }
        return closed;
    }

    /// Those that do not run again yet.
    private int movedLately(String lane) {
        return (int)
                facts.running().stream()
                        .filter(one -> one.lane().equals(lane) && one.startedAt() == null)
                        .filter(one -> facts.emptying().lately().contains(one.id()))
                        .count();
    }
}
