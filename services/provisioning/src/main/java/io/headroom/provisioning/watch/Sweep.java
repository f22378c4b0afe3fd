package io.headroom.provisioning.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.change.ChangeQueue;
import io.headroom.provisioning.ending.Endings;
import io.headroom.provisioning.node.Ends;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.NodeSettings;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.Reach;
import io.headroom.provisioning.provider.Seen;
import io.headroom.provisioning.provider.Target;
import io.headroom.provisioning.provider.lane.Providers;

/// Compares what each provider shows under our tag with the rows: nothing is paid for that nobody knows of.
@Singleton
public final class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);

    private final Nodes nodes;
    private final LiveNodes live;
    private final Pools pools;
    private final ChangeQueue queue;
    private final Endings endings;
    private final Providers providers;
    private final Transactions transactions;
    private final Leadership leadership;
    private final VirtualClock clock;
    private final NodeSettings settings;

    /// What the last look found odd: only what the next one finds, too, is acted on.
    private final Map<ProviderKind, Set<String>> oddBefore = new HashMap<>();

    @Inject
    Sweep(
            Nodes nodes,
            LiveNodes live,
            Pools pools,
            ChangeQueue queue,
            Endings endings,
            Providers providers,
            Transactions transactions,
            Leadership leadership,
            VirtualClock clock,
            NodeSettings settings) {
        this.nodes = nodes;
        this.live = live;
        this.pools = pools;
        this.queue = queue;
        this.endings = endings;
        this.providers = providers;
        this.transactions = transactions;
        this.leadership = leadership;
        this.clock = clock;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(settings.sweepEvery(), settings.sweepEveryReal(), this::all);
    }

    private synchronized void all() {
        Optional<Epoch> epoch = leadership.current();
        if (epoch.isEmpty()) {
            oddBefore.clear();
            return;
        }
        List<PoolRow> declared = transactions.asService(pools::all).await().indefinitely();
        for (ProviderKind kind : ProviderKind.values()) {
            List<PoolSpec> specs =
                    declared.stream().map(PoolRow::spec).filter(s -> s.provider() == kind).toList();
            try {
                one(kind, specs, epoch.get());
            } catch (ProviderException e) {
                LOG.infof("%s cannot be swept: %s", kind, e.getMessage());
            }
        }
    }

    private void one(ProviderKind kind, List<PoolSpec> specs, Epoch epoch) {
        // Rows before and after: what came or went while the provider was asked is no oddity.
        List<NodeRow> before =
                live.all(epoch).stream().filter(r -> r.node().provider() == kind).toList();
        if (specs.isEmpty() && before.isEmpty()) {
            return;
        }
        // A node lives on where its pool is no longer declared to be.
        Reach reach = Reach.of(specs, before.stream().map(NodeRow::place).toList());
        List<Seen> seen = providers.ask(kind, "tagged", p -> p.tagged(reach));
        Map<NodeId, NodeRow> known = new HashMap<>();
        before.forEach(r -> known.put(r.id(), r));
        Set<String> odd = new HashSet<>();
        Set<String> shown = new HashSet<>();
        for (Seen machine : seen) {
            shown.add(machine.providerId());
            machine.node().ifPresent(n -> shown.add(n.toString()));
            look(kind, machine, known, odd);
        }
        for (NodeRow row : before) {
            if (isMissing(row, shown)) {
                missing(kind, row, odd);
            }
        }
        oddBefore.put(kind, odd);
    }

    private void look(
            ProviderKind kind, Seen machine, Map<NodeId, NodeRow> known, Set<String> odd) {
        if (machine.node().isEmpty() || machine.state() == Seen.State.ENDING) {
            return;
        }
        NodeId id = machine.node().get();
        NodeRow row = known.get(id);
        if (machine.state() == Seen.State.GONE) {
            if (row != null && machine.providerId().equals(row.node().providerId())) {
                queue.add(id, Ends.gone(takenAway(row), clock.instant()));
            }
            return;
        }
        if (row == null || isDouble(machine, row)) {
            leftOver(kind, machine, id, odd);
        } else if (Stillness.isExpected(machine, row)) {
            if (Stillness.isBroken(machine, row)) {
                runsUnpaid(kind, row, odd);
            }
        } else if (Stillness.isOff(machine)) {
            // It powered itself off, or was taken back: what is left of it still costs.
            NodeReason why = new NodeReason.Lost("its machine is off");
            queue.add(id, Ends.terminate(why, clock.instant()));
        }
    }

    /// Somebody started it, or a start was not heard of: nothing runs that nobody pays for.
    private void runsUnpaid(ProviderKind kind, NodeRow row, Set<String> odd) {
        String mark = "runs unpaid " + row.id();
        odd.add(mark);
        if (wasOdd(kind, mark)) {
            NodeReason why = new NodeReason.Lost("it was stopped, and its machine runs");
            queue.add(row.id(), Ends.terminate(why, clock.instant()));
        }
    }

    private NodeReason takenAway(NodeRow row) {
        return row.node().capacityType() == CapacityType.SPOT
                ? new NodeReason.SpotReclaimed(clock.instant())
                : new NodeReason.Lost("its machine was ended by somebody else");
    }

    private boolean isDouble(Seen machine, NodeRow row) {
        return machine.doubles(row.node()) && isOld(machine.launchedAt());
    }

    /// A machine of ours that no live node is: left over from an attempt that was given up, or launched twice.
    private void leftOver(ProviderKind kind, Seen machine, NodeId id, Set<String> odd) {
        String mark = "left over " + machine.providerId();
        odd.add(mark);
        if (!wasOdd(kind, mark)) {
            return;
        }
        Optional<NodeRow> row =
                transactions.asService(session -> nodes.find(session, id)).await().indefinitely();
        if (row.filter(r -> !r.state().isFinal() && !isDouble(machine, r)).isPresent()) {
            return;
        }
        LOG.warnf(
                "%s %s is not the machine of node %s: it is ended", kind, machine.providerId(), id);
        String credentials = row.map(NodeRow::credentials).orElseGet(() -> credentials(machine));
        Target target =
                new Target(id, machine.providerId(), machine.region(), machine.zone(), credentials);
        boolean _ = endings.isGone(kind, target, machine.launchedAt());
    }

    private String credentials(Seen machine) {
        return transactions.asService(pools::all).await().indefinitely().stream()
                .flatMap(p -> p.spec().machines().stream())
                .filter(m -> m.address().equals(machine.providerId()))
                .map(m -> m.credentials())
                .findFirst()
                .orElse("");
    }

    private boolean isMissing(NodeRow row, Set<String> shown) {
        boolean there =
                switch (row.state()) {
                    case BOOTING, READY, WARM, DRAINING, TERMINATING -> true;
                    case REQUESTED, LAUNCHING, TERMINATED, FAILED -> false;
                };
        Instant launched =
                row.state() == NodeState.WARM ? row.createdAt() : row.node().launchedAt();
        return there
                && launched != null
                && isOld(launched)
                && !shown.contains(row.id().toString())
                && !shown.contains(row.target().providerId());
    }

    private boolean isOld(Instant launched) {
        Duration young = clock.atLeastReal(settings.absenceAfter(), settings.absenceAfterReal());
        return launched.plus(young).isBefore(clock.instant());
    }

    private void missing(ProviderKind kind, NodeRow row, Set<String> odd) {
        String mark = "missing " + row.id();
        odd.add(mark);
        if (wasOdd(kind, mark)) {
            NodeReason why = new NodeReason.Lost("its provider does not know it any more");
            queue.add(row.id(), Ends.gone(why, clock.instant()));
        }
    }

    private boolean wasOdd(ProviderKind kind, String mark) {
        return oddBefore.getOrDefault(kind, Set.of()).contains(mark);
    }
}
