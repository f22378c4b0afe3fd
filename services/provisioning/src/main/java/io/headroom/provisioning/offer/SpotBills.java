package io.headroom.provisioning.offer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;

/// A spot machine is charged what the market asks now, not what it asked at the launch: says so of each when it changes.
@Singleton
final class SpotBills {

    private static final Logger LOG = Logger.getLogger(SpotBills.class);

    /// The market moves by the hour; half of it looks twice at the same, twice of it is late for a tenth of an hour.
    private static final Duration EVERY = Duration.ofMinutes(3);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SpotPrices spot;
    private final LiveNodes live;
    private final Nodes nodes;
    private final Transactions transactions;
    private final Leadership leadership;
    private final Fence fence;

    @Inject
    SpotBills(
            SpotPrices spot,
            LiveNodes live,
            Nodes nodes,
            Transactions transactions,
            Leadership leadership,
            Fence fence) {
        this.spot = spot;
        this.live = live;
        this.nodes = nodes;
        this.transactions = transactions;
        this.leadership = leadership;
        this.fence = fence;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, () -> leadership.current().ifPresent(this::look));
    }

    private void look(Epoch epoch) {
        Map<NodeId, Nodes.Change> changes = new LinkedHashMap<>();
        for (NodeRow row : live.all(epoch)) {
            if (repriced(row, price(row)).isPresent()) {
                changes.put(row.id(), now -> repriced(now, price(now)));
            }
        }
        if (changes.isEmpty()) {
            return;
        }
        List<NodeRow> changed =
                transactions
                        .asService(
                                session ->
                                        fence.check(session, epoch)
                                                .chain(() -> nodes.change(session, changes)))
                        .await()
                        .atMost(PATIENCE);
        LOG.debugf("%d spot machine(s) cost another price", changed.size());
    }

    private Optional<Money> price(NodeRow row) {
        return spot.of(
                row.node().provider(), row.node().zone(), row.node().template().instanceType());
    }

    /// At the market's price, which is never above the most that it may be charged; empty where that is what it is at.
    static Optional<NodeRow> repriced(NodeRow row, Optional<Money> market) {
        Money worst = row.node().worstPerHour();
        return market.filter(_ -> isCharged(row))
                .map(price -> price.min(worst))
                .filter(price -> !price.equals(row.node().pricePerHour()))
                .map(price -> row.with(row.node().priced(price, worst), row.why()));
    }

    private static boolean isCharged(NodeRow row) {
        boolean runs =
                switch (row.state()) {
                    case BOOTING, READY, DRAINING -> true;
                    case REQUESTED, LAUNCHING, WARM, TERMINATING, TERMINATED, FAILED -> false;
                };
        return runs && row.node().capacityType() == CapacityType.SPOT;
    }
}
