package io.headroom.engine.placement.defrag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.DefragmentationSpec;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.preemption.Losses;

/// Workloads that may be moved, and as what they would come again. Looked through only where a lane moves anybody.
public final class Movers {

    private final PlacementFacts facts;
    private final Losses losses;
    private final Instant now;
    private final Map<WorkloadId, Running> running = new LinkedHashMap<>();
    private final Map<WorkloadId, List<Hold>> holds = new LinkedHashMap<>();
    private final Set<WorkloadId> fixed = new LinkedHashSet<>();

    public Movers(PlacementFacts facts, Losses losses, Instant now) {
        this.facts = facts;
        this.losses = losses;
        this.now = now;
    }

    /// Those that stand whole on ready nodes and lose little: they write checkpoints, or keep nothing (online inference).
    public List<Running> of(String lane, DefragmentationSpec spec) {
        look();
        return running.values().stream()
                .filter(one -> one.lane().equals(lane))
                .filter(one -> !spec.spares().contains(one.workloadClass()))
                .filter(one -> one.checkpointEvery() != null || keepsNothing(one))
                .filter(one -> holds.containsKey(one.id()) && !fixed.contains(one.id()))
                .toList();
    }

    private static boolean keepsNothing(Running one) {
        return one.workloadClass() == WorkloadClass.ONLINE_INFERENCE;
    }

    /// What moving it loses, in millionths of a dollar.
    public long loss(Running one) {
        return keepsNothing(one) ? losses.micros(one, Losses.RESTART) : losses.micros(one);
    }

    /// The work that is lost, in thousandths of a GPU-hour.
    public long work(Running one) {
        return keepsNothing(one) ? 0 : losses.work(one);
    }

    /// One that runs, as it will wait once it has left; nothing if it does not hold places any more.
    public Optional<Waiting> again(WorkloadId id) {
        look();
        Running one = running.get(id);
        List<Hold> held = holds.getOrDefault(id, List.of());
        if (one == null || held.isEmpty()) {
            return Optional.empty();
        }
        Hold first = held.getFirst();
        return Optional.of(
                new Waiting(
                        id,
                        one.workloadClass(),
                        one.priority(),
                        now,
                        first.shape(),
                        held.stream().map(Hold::replica).toList(),
                        true,
                        one.tenant(),
                        first.environment(),
                        one.lane(),
                        runs(one, first),
                        one.topology()));
    }

    private static @Nullable Duration runs(Running one, Hold hold) {
        Instant until = hold.until();
        Instant since = one.startedAt();
        return until == null || since == null || !until.isAfter(since)
                ? null
                : Duration.between(since, until);
    }

    private void look() {
        if (!holds.isEmpty()) {
            return;
        }
        facts.running().forEach(one -> running.put(one.id(), one));
        fixed.addAll(facts.moving().partlyOver());
        facts.queue().waiting().forEach(one -> fixed.add(one.id()));
        for (Node node : facts.fleet().nodes()) {
            for (Hold hold : node.holds()) {
                holds.computeIfAbsent(hold.workload(), _ -> new ArrayList<>()).add(hold);
                if (node.state() != NodeState.READY) {
                    fixed.add(hold.workload());
                }
            }
        }
    }
}
