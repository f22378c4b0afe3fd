package io.headroom.provisioning.offer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.price.ListPrices;
import io.headroom.provisioning.price.ListPrices.Listed;

/// A machine on demand is charged what its provider's list says now, not what it said at the launch: says so of each when it changes, and
/// beforehand where the change is known.
@Singleton
final class ListBills {

    private static final Logger LOG = Logger.getLogger(ListBills.class);

    /// From when a price is heard until running machines are charged it. Half looks twice as often at what seldom changes, twice loses a minute of
    /// the difference.
    private static final Duration EVERY = Duration.ofMinutes(1);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(2);

    private final ListPrices list;
    private final Repricing repricing;
    private final Leadership leadership;
    private final InstantSource clock;

    @Inject
    ListBills(ListPrices list, Repricing repricing, Leadership leadership, InstantSource clock) {
        this.list = list;
        this.repricing = repricing;
        this.leadership = leadership;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, () -> leadership.current().ifPresent(this::look));
    }

    private void look(Epoch epoch) {
        Instant now = clock.instant();
        int changed = repricing.say(epoch, row -> repriced(row, listed(row.node()), now));
        if (changed > 0) {
            LOG.infof("the list price of %d running machine(s) changed", changed);
        }
    }

    private Optional<Listed> listed(Node node) {
        return list.find(node.provider(), node.region(), node.template().instanceType());
    }

    /// At what the list says now, with what it will say next; empty where that was said already.
    static Optional<NodeRow> repriced(NodeRow row, Optional<Listed> listed, Instant now) {
        if (listed.isEmpty() || !isCharged(row)) {
            return Optional.empty();
        }
        Node node = row.node();
        Money price = listed.get().perHour();
        Money worst = WorstPrices.onDemand(node.provider(), listed.get(), now);
        PriceTerm term = node.priceTerm();
        Node said =
                term == null || term.commitment() == null
                        ? node.priced(price, worst, term(node, listed.get(), now))
                        : node.priced(node.pricePerHour(), worst, after(term, price));
        return said.equals(node) ? Optional.empty() : Optional.of(row.with(said, row.why()));
    }

    /// Since when it costs that is said in all that follows: who misses this message is not to charge too little.
    private static @Nullable PriceTerm term(Node node, Listed listed, Instant now) {
        PriceTerm before = node.priceTerm();
        boolean isNew = !listed.perHour().equals(node.pricePerHour());
        Instant since = isNew ? now : before == null ? null : before.since();
        NextPrice next = listed.next();
        return since == null && next == null ? null : new PriceTerm(since, next, null);
    }

    /// Of one that a commitment covers it is what follows.
    private static PriceTerm after(PriceTerm covered, Money list) {
        NextPrice end = covered.next();
        return end == null
                ? covered
                : new PriceTerm(
                        covered.since(), new NextPrice(end.from(), list), covered.commitment());
    }

    private static boolean isCharged(NodeRow row) {
        return row.state().isRunning()
                && row.node().capacityType() == CapacityType.ON_DEMAND
                && row.node().provider() != ProviderKind.REDFISH;
    }
}
