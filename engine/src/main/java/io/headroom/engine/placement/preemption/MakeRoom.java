package io.headroom.engine.placement.preemption;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.Standing;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.board.Board;
import io.headroom.engine.placement.preemption.Preemption.Victim;

/// Makes others leave for a workload that fits nowhere: as the lane's rules allow, at the least
/// work lost, and only if all of it then starts. Its seats are kept until it does, against
/// everyone: an estimate of when someone ends is not sure enough here.
public final class MakeRoom {

    /// Searches in one plan: each looks at all nodes of the lane. At half of it a burst of urgent
    /// workloads takes more turns, at twice of it a turn may take twice as long.
    private static final int SEARCHES = 16;

    private final Board board;
    private final PlacementFacts facts;
    private final PlacementPolicy policy;
    private final Standing standing;
    private final Leaving leaving;
    private final Losses losses;
    private final Instant now;
    private int searches;

    public MakeRoom(
            Board board,
            PlacementFacts facts,
            PlacementPolicy policy,
            Standing standing,
            Leaving leaving,
            Losses losses,
            Instant now) {
        this.board = board;
        this.facts = facts;
        this.policy = policy;
        this.standing = standing;
        this.leaving = leaving;
        this.losses = losses;
        this.now = now;
    }

    /// Decides who leaves for these replicas, if anyone may and it is enough.
    public Optional<Preemption> make(Waiting by, List<Integer> replicas) {
        PreemptionRules rules = PreemptionRules.of(policy.lane(by.lane()).preemption());
        if (rules.isNever() || !leaving.mayMakeOthersLeave(by.id()) || searches >= SEARCHES) {
            return Optional.empty();
        }
        Map<WorkloadId, Victim> victims = new LinkedHashMap<>();
        List<VictimSearch.Candidate> candidates = new ArrayList<>();
        for (Running running : facts.running()) {
            String why = rules.allows(by, running, standing).orElse("");
            if (!why.isEmpty() && leaving.mayHaveToLeave(running.id())) {
                victims.put(running.id(), victim(running, why));
                candidates.add(new VictimSearch.Candidate(running.id(), losses.micros(running)));
            }
        }
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        searches++;
        return Vacating.search(board, by, replicas, candidates, _ -> true)
                .map(found -> decide(by, replicas, rules, found, victims));
    }

    private Preemption decide(
            Waiting by,
            List<Integer> replicas,
            PreemptionRules rules,
            Vacating found,
            Map<WorkloadId, Victim> victims) {
        Instant notBefore = now.plus(rules.grace());
        board.keep(by, replicas, found.seats(), found.nodes(), null);
        leaving.decided(by.id(), found.leave());
        List<Victim> chosen =
                victims.values().stream()
                        .filter(v -> found.leave().contains(v.workload()))
                        .toList();
        return new Preemption(
                by.id(),
                Seats.of(board, replicas, found.seats()),
                chosen,
                now,
                notBefore,
                chosen.getFirst().why());
    }

    private Victim victim(Running running, String why) {
        return new Victim(running.id(), running.attempt(), losses.work(running), why);
    }
}
