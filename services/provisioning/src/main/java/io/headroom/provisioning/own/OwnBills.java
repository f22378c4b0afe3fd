package io.headroom.provisioning.own;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.engine.price.Load;
import io.headroom.engine.price.OwnCost;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;
import io.headroom.provisioning.scaling.Heard;

/// A machine of our own is charged its capital and its power: says so when its load or its tariff changes, and what the tariff will be next.
@Singleton
final class OwnBills {

    /// A change of load is charged from when it is seen. Half looks twice as often for a few seconds of power, twice misses short jobs.
    private static final Duration EVERY = Duration.ofSeconds(15);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pools pools;
    private final LiveNodes live;
    private final Nodes nodes;
    private final Transactions transactions;
    private final Leadership leadership;
    private final Fence fence;
    private final InstantSource clock;

    @Inject
    OwnBills(
            Pools pools,
            LiveNodes live,
            Nodes nodes,
            Transactions transactions,
            Leadership leadership,
            Fence fence,
            InstantSource clock) {
        this.pools = pools;
        this.live = live;
        this.nodes = nodes;
        this.transactions = transactions;
        this.leadership = leadership;
        this.fence = fence;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, () -> leadership.current().ifPresent(this::look));
    }

    private void look(Epoch epoch) {
        List<NodeRow> own = live.all(epoch).stream().filter(OwnBills::isCharged).toList();
        if (own.isEmpty()) {
            return;
        }
        transactions
                .asService(
                        session ->
                                fence.check(session, epoch)
                                        .chain(() -> pools.all(session))
                                        .chain(declared -> reprice(session, own, declared)))
                .await()
                .atMost(PATIENCE);
    }

    private Uni<Void> reprice(Mutiny.Session session, List<NodeRow> own, List<PoolRow> declared) {
        return Heard.occupancies(session)
                .chain(
                        uses -> {
                            Instant now = clock.instant();
                            Map<NodeId, Nodes.Change> changes = new LinkedHashMap<>();
                            for (NodeRow row : own) {
                                Heard.Use use = uses.getOrDefault(row.id(), Heard.Use.UNKNOWN);
                                Nodes.Change change =
                                        is -> repriced(is, cost(is, declared), use, now);
                                if (change.of(row).isPresent()) {
                                    changes.put(row.id(), change);
                                }
                            }
                            return nodes.change(session, changes).replaceWithVoid();
                        });
    }

    /// Of a machine that its pool does not name any more the price stays what it was.
    private static Optional<OwnCost> cost(NodeRow row, List<PoolRow> declared) {
        return declared.stream()
                .filter(p -> p.name().equals(row.node().pool()))
                .flatMap(
                        p ->
                                p.spec().machines().stream()
                                        .filter(m -> m.name().equals(row.machine()))
                                        .map(m -> OwnCost.of(m, p.spec().tariff())))
                .findFirst();
    }

    /// At what it costs now, and never more than was reserved for it; empty where that was said already.
    static Optional<NodeRow> repriced(
            NodeRow row, Optional<OwnCost> cost, Heard.Use use, Instant now) {
        if (cost.isEmpty() || !isCharged(row)) {
            return Optional.empty();
        }
        Money worst = row.node().worstPerHour();
        Load load = load(row, use);
        Money price = cost.get().perHour(load, now).min(worst);
        PriceTerm term =
                cost.get()
                        .next(load, now)
                        .map(n -> PriceTerm.until(new NextPrice(n.from(), n.perHour().min(worst))))
                        .orElse(null);
        boolean isSaid =
                price.equals(row.node().pricePerHour())
                        && Objects.equals(term, row.node().priceTerm());
        return isSaid
                ? Optional.empty()
                : Optional.of(row.with(row.node().priced(price, worst, term), row.why()));
    }

    private static Load load(NodeRow row, Heard.Use use) {
        return row.state() == NodeState.BOOTING
                ? Load.BUSY
                : Load.of(use.usedMilliGpu(), row.node().template().gpus());
    }

    private static boolean isCharged(NodeRow row) {
        return row.state().isRunning() && row.node().provider() == ProviderKind.REDFISH;
    }
}
