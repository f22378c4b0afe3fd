package io.headroom.provisioning.commitment;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.engine.price.Machine;
import io.headroom.provisioning.node.NodeRow;

/// A node as commitments see it, and back: that it is covered is written in its price.
final class Covered {

    private Covered() {}

    /// Empty for one that no commitment is about: on spot, of our own, or stopped.
    static Optional<Machine> machine(NodeRow row) {
        Node node = row.node();
        boolean isOnDemand = node.capacityType() == CapacityType.ON_DEMAND;
        if (!isOnDemand
                || node.provider() == ProviderKind.REDFISH
                || node.state() == NodeState.WARM) {
            return Optional.empty();
        }
        return Optional.of(
                new Machine(
                        node.id(),
                        node.provider(),
                        node.region(),
                        node.zone(),
                        node.template().instanceType(),
                        list(node),
                        isCharged(node.state()) ? node.launchedAt() : null,
                        node.state().isFinal() ? node.since() : null,
                        held(node)));
    }

    /// Of one that is covered it is what follows.
    private static Money list(Node node) {
        PriceTerm term = node.priceTerm();
        NextPrice next = term == null || term.commitment() == null ? null : term.next();
        return next == null ? node.pricePerHour() : next.perHour();
    }

    private static Machine.@Nullable Held held(Node node) {
        PriceTerm term = node.priceTerm();
        if (term == null) {
            return null;
        }
        NextPrice next = term.next();
        Instant since = term.since();
        String commitment = term.commitment();
        return next == null || since == null || commitment == null
                ? null
                : new Machine.Held(commitment, since, next.from(), node.pricePerHour());
    }

    private static boolean isCharged(NodeState state) {
        return switch (state) {
            case BOOTING, READY, DRAINING, TERMINATING, TERMINATED, FAILED -> true;
            case REQUESTED, LAUNCHING, WARM -> false;
        };
    }

    /// Covered so, or by nothing any more; empty where that is how it is, or where it is not what was decided about.
    static Optional<NodeRow> with(NodeRow row, Machine decidedOn, Machine.@Nullable Held held) {
        if (!machine(row).filter(decidedOn::equals).isPresent()) {
            return Optional.empty();
        }
        Money list = decidedOn.listPerHour();
        Node node = row.node();
        Node priced =
                held == null
                        ? node.priced(list, node.worstPerHour())
                        : node.priced(
                                held.price(),
                                node.worstPerHour(),
                                new PriceTerm(
                                        held.since(),
                                        new NextPrice(held.until(), list),
                                        held.commitment()));
        return priced.equals(node) ? Optional.empty() : Optional.of(row.with(priced, row.why()));
    }
}
