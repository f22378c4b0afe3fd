package io.headroom.provisioning.offer;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.node.NodeRow;

/// A spot machine is charged what the market asks now, not what it asked at the launch: says so of each when it changes.
@Singleton
final class SpotBills {

    private static final Logger LOG = Logger.getLogger(SpotBills.class);

    /// The market moves by the hour; half of it looks twice at the same, twice of it is late for a tenth of an hour.
    private static final Duration EVERY = Duration.ofMinutes(3);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(3);

    private final SpotPrices spot;
    private final Repricing repricing;
    private final Leadership leadership;

    @Inject
    SpotBills(SpotPrices spot, Repricing repricing, Leadership leadership) {
        this.spot = spot;
        this.repricing = repricing;
        this.leadership = leadership;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, () -> leadership.current().ifPresent(this::look));
    }

    private void look(Epoch epoch) {
        int changed = repricing.say(epoch, row -> repriced(row, price(row)));
        if (changed > 0) {
            LOG.debugf("%d spot machine(s) cost another price", changed);
        }
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
        return row.state().isRunning() && row.node().capacityType() == CapacityType.SPOT;
    }
}
