package io.headroom.provisioning.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.engine.scaling.Adviser;
import io.headroom.engine.scaling.PaperNode;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.provisioning.scaling.ScalingSettings;

/// Plans for the pools that only advise, and keeps what they would have done. Nothing is bought, asked for or said on the bus.
@Singleton
public final class AdviceDesk {

    /// Real: it is a second plan, which must not hold the first one up.
    private static final Duration EVERY = Duration.ofSeconds(1);

    /// Real: how much of the waiting that is summed up a restart may lose.
    private static final Duration WRITE_SUMS_EVERY = Duration.ofSeconds(10);

    private final AdviceRows rows;
    private final Transactions transactions;
    private final Fence fence;
    private final ScalingSettings settings;

    /// For the loop's thread alone, as all that follows.
    private Map<UUID, Advised> open = new LinkedHashMap<>();

    private Optional<Epoch> leading = Optional.empty();
    private Optional<Instant> looked = Optional.empty();
    private long lookedNanos;
    private long wroteNanos;

    @Inject
    AdviceDesk(AdviceRows rows, Transactions transactions, Fence fence, ScalingSettings settings) {
        this.rows = rows;
        this.transactions = transactions;
        this.fence = fence;
        this.settings = settings;
    }

    /// Looks at the facts of a plan once more. Waits: for the loop's thread.
    public void consider(Epoch epoch, ScalingFacts facts, Instant now) {
        long nanos = System.nanoTime();
        if (!leading.equals(Optional.of(epoch))) {
            load(epoch);
        } else if (nanos - lookedNanos < EVERY.toNanos()) {
            return;
        }
        lookedNanos = nanos;
        if (open.isEmpty() && !Adviser.isAsked(facts)) {
            return;
        }
        Map<UUID, Advised> changed = new LinkedHashMap<>();
        Map<UUID, Advised> next = next(facts, now, changed);
        boolean writesSums = nanos - wroteNanos > WRITE_SUMS_EVERY.toNanos();
        if (writesSums) {
            next.values().stream()
                    .filter(a -> !a.equals(open.get(a.id())))
                    .forEach(a -> changed.put(a.id(), a));
        }
        if (!changed.isEmpty()) {
            transactions
                    .asService(
                            session ->
                                    fence.check(session, epoch)
                                            .chain(() -> rows.put(session, changed.values()))
                                            .chain(() -> rows.forgetOld(session, now)))
                    .await()
                    .indefinitely();
        }
        wroteNanos = writesSums ? nanos : wroteNanos;
        open = next;
        looked = Optional.of(now);
    }

    private void load(Epoch epoch) {
        Map<UUID, Advised> loaded = new LinkedHashMap<>();
        transactions
                .asService(rows::open)
                .await()
                .indefinitely()
                .forEach(a -> loaded.put(a.id(), a));
        open = loaded;
        // Of what happened meanwhile nobody knows how much waited.
        looked = Optional.empty();
        leading = Optional.of(epoch);
    }

    /// What is open after this look; what began or ended with it goes to `changed` as well.
    private Map<UUID, Advised> next(ScalingFacts facts, Instant now, Map<UUID, Advised> changed) {
        Map<NodeId, NodeFact> real = new HashMap<>();
        facts.nodes().forEach(n -> real.put(n.node().id(), n));
        List<PaperNode> paper = new ArrayList<>();
        Set<NodeId> without = new LinkedHashSet<>();
        Map<UUID, Advised> next = new LinkedHashMap<>();
        for (Advised one : open.values()) {
            if (one.step() == Advised.Step.BUY) {
                paper.add(one.node());
                continue;
            }
            NodeId id = one.node().node().id();
            NodeFact fact = real.get(id);
            if (stillIdle(one, fact)) {
                without.add(id);
                next.put(one.id(), one);
            } else {
                String what = fact == null ? "it is gone" : Advised.OF_USE_AGAIN;
                changed.put(one.id(), one.ended(now, new NodeReason.Progress(what)));
            }
        }
        Adviser.Advice advice =
                Adviser.advise(facts, paper, without, settings.policy(), UUID.randomUUID(), now);
        lived(advice, facts.shortfalls(), now, next, changed);
        Map<UUID, Advised> begun = begun(advice, real, now);
        next.putAll(begun);
        changed.putAll(begun);
        return next;
    }

    private static Map<UUID, Advised> begun(
            Adviser.Advice advice, Map<NodeId, NodeFact> real, Instant now) {
        Map<UUID, Advised> begun = new LinkedHashMap<>();
        for (PaperNode fresh : advice.bought()) {
            Advised bought = Advised.bought(fresh, now);
            begun.put(bought.id(), bought);
        }
        advice.left()
                .forEach(
                        (id, why) -> {
                            NodeFact fact = real.get(id);
                            if (fact != null) {
                                UUID key = UUID.randomUUID();
                                begun.put(key, Advised.released(key, fact, why, now));
                            }
                        });
        return begun;
    }

    /// A real node that would be gone spares its money only as long as it really stands idle.
    private static boolean stillIdle(Advised released, @Nullable NodeFact fact) {
        Instant since = released.idleSince();
        return fact != null && since != null && since.equals(fact.idleSince());
    }

    /// What became of the nodes on paper.
    private void lived(
            Adviser.Advice advice,
            List<CapacityShortfall> shortfalls,
            Instant now,
            Map<UUID, Advised> next,
            Map<UUID, Advised> changed) {
        Map<NodeId, PaperNode> fleet = new HashMap<>();
        advice.fleet().forEach(n -> fleet.put(n.node().id(), n));
        Duration since = looked.map(l -> Duration.between(l, now)).orElse(Duration.ZERO);
        for (Advised one : open.values()) {
            if (one.step() == Advised.Step.RELEASE) {
                continue;
            }
            NodeId id = one.node().node().id();
            PaperNode node = fleet.get(id);
            NodeReason left = advice.left().get(id);
            if (node == null) {
                changed.put(one.id(), one.ended(now, new NodeReason.PoolChange(one.pool())));
            } else {
                double waiting = settings.waiting().of(node.node().lane(), shortfalls);
                Advised lived = one.lived(node, since, waiting);
                if (left != null) {
                    changed.put(one.id(), lived.ended(now, left));
                } else {
                    next.put(one.id(), lived);
                }
            }
        }
    }
}
