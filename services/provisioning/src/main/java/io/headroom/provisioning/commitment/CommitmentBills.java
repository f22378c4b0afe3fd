package io.headroom.provisioning.commitment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.price.CommitmentUsed;
import io.headroom.engine.price.Commitment;
import io.headroom.engine.price.Coverage;
import io.headroom.engine.price.Machine;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.outbox.Outbox;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.Nodes;

/// A node that a commitment covers costs what it leaves to pay: says so of each, from when it holds and until when, and how much of each
/// commitment is used.
@Singleton
final class CommitmentBills {

    /// Until then a covered node is charged its list price; it is given back. Half looks twice as often, twice holds that money longer.
    private static final Duration EVERY = Duration.ofSeconds(15);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// How long it is known when a place came free. A machine that is not covered by then had been asked for later.
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final KnownCommitments commitments;
    private final LiveNodes live;
    private final Nodes nodes;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Leadership leadership;
    private final Fence fence;
    private final InstantSource clock;

    /// What was covered when this leader last looked, and what was said of its use. On the timer's thread.
    private final SequencedMap<NodeId, Machine> covered = new LinkedHashMap<>();

    private final Map<String, Money> said = new LinkedHashMap<>();

    @Inject
    CommitmentBills(
            KnownCommitments commitments,
            LiveNodes live,
            Nodes nodes,
            Outbox outbox,
            Transactions transactions,
            Leadership leadership,
            Fence fence,
            InstantSource clock) {
        this.commitments = commitments;
        this.live = live;
        this.nodes = nodes;
        this.outbox = outbox;
        this.transactions = transactions;
        this.leadership = leadership;
        this.fence = fence;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, () -> leadership.current().ifPresent(this::look));
    }

    private void look(Epoch epoch) {
        Instant now = clock.instant();
        SequencedMap<NodeId, Machine> running = new LinkedHashMap<>();
        live.all(epoch)
                .forEach(row -> Covered.machine(row).ifPresent(m -> running.put(m.node(), m)));
        List<Commitment> all = commitments.all();
        boolean isAny = running.values().stream().anyMatch(m -> m.held() != null);
        if (all.isEmpty() && !isAny && said.isEmpty()) {
            return;
        }
        noteEnds(running, now);
        List<Machine> standing = new ArrayList<>(covered.values());
        running.values().forEach(m -> standing.add(standing(m, all, now)));
        SequencedMap<NodeId, Machine.@Nullable Held> wanted = new LinkedHashMap<>();
        standing.stream()
                .filter(m -> running.containsKey(m.node()))
                .forEach(m -> wanted.put(m.node(), isOver(m, now) ? null : m.held()));
        Coverage.plan(all, standing, now).forEach(c -> wanted.put(c.node(), c.held()));
        List<Machine> after =
                running.values().stream().map(m -> m.held(wanted.get(m.node()))).toList();
        change(epoch, running, wanted, uses(all, after, now));
        after.stream().filter(m -> m.held() != null).forEach(m -> covered.put(m.node(), m));
    }

    /// Of those that were covered and run no more: since when their place is free.
    private void noteEnds(Map<NodeId, Machine> running, Instant now) {
        covered.keySet().removeIf(running::containsKey);
        covered.values().removeIf(m -> m.end().isBefore(now.minus(REMEMBERED)));
        for (NodeId id : List.copyOf(covered.keySet())) {
            Machine machine = covered.get(id);
            if (machine != null && machine.to() == null) {
                Instant ended =
                        transactions
                                .asService(session -> nodes.find(session, id))
                                .await()
                                .atMost(PATIENCE)
                                .map(row -> row.node().since())
                                .orElse(now);
                covered.put(id, machine.ended(ended));
            }
        }
    }

    /// As its commitment says now when it ends.
    private static Machine standing(Machine machine, List<Commitment> all, Instant now) {
        Machine.Held held = machine.held();
        if (held == null) {
            return machine;
        }
        Instant until =
                all.stream()
                        .filter(c -> c.name().equals(held.commitment()))
                        .map(c -> c.spec().to())
                        .findFirst()
                        .orElse(held.until().isBefore(now) ? held.until() : now);
        return machine.held(new Machine.Held(held.commitment(), held.since(), until, held.price()));
    }

    private static boolean isOver(Machine machine, Instant now) {
        Machine.Held held = machine.held();
        return held == null || !held.until().isAfter(now);
    }

    private List<CommitmentUsed> uses(List<Commitment> all, List<Machine> after, Instant now) {
        List<CommitmentUsed> news = new ArrayList<>();
        for (Commitment commitment : all) {
            Money used = Coverage.usedPerHour(commitment, after, now);
            if (!Objects.equals(said.get(commitment.name()), used)) {
                news.add(new CommitmentUsed(commitment.name(), now.toEpochMilli(), now, used));
            }
        }
        return news;
    }

    private void change(
            Epoch epoch,
            Map<NodeId, Machine> running,
            Map<NodeId, Machine.@Nullable Held> wanted,
            List<CommitmentUsed> news) {
        Map<NodeId, Nodes.Change> changes = new LinkedHashMap<>();
        running.forEach(
                (id, machine) -> {
                    Machine.Held held = wanted.get(id);
                    if (!Objects.equals(machine.held(), held)) {
                        changes.put(id, row -> Covered.with(row, machine, held));
                    }
                });
        if (changes.isEmpty() && news.isEmpty()) {
            return;
        }
        transactions
                .asService(
                        session ->
                                fence.check(session, epoch)
                                        .chain(() -> nodes.change(session, changes))
                                        .chain(() -> outbox.add(session, news)))
                .await()
                .atMost(PATIENCE);
        news.forEach(n -> said.put(n.name(), n.usedPerHour()));
    }
}
