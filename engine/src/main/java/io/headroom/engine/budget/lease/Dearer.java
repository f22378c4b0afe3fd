package io.headroom.engine.budget.lease;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.headroom.contracts.price.NextPrice;
import io.headroom.engine.budget.limit.Budget;

/// A node that is charged more than what was reserved for it: what is held stays as much, and lasts for a shorter time. So the reserve beyond
/// its lease pays for the rise, until a renewal holds the new price or the node is gone.
final class Dearer {

    /// Each piece of time is held rounded up: its lease, its reserve, and where periods cut them.
    private static final int ROUNDED_UP = 4;

    private Dearer() {}

    /// As it is where the price is no higher than what is held; never below what its lease costs to its end.
    static Settled paidFromReserve(PaidNode node, List<Budget> budgets) {
        boolean isPaidFor =
                node.pricePerHour().compareTo(node.spend().worstPerHour()) <= 0
                        || !node.settledTo().isBefore(node.keptTo());
        if (isPaidFor || node.standing() == PaidNode.Standing.ENDED) {
            return Settled.unchanged(node);
        }
        PaidNode dearer =
                node.leased(
                        node.spend().at(node.pricePerHour(), node.spend().minimumBilling()),
                        node.lease(),
                        earlier(node.renewAt(), node.settledTo()),
                        keptTo(node),
                        node.holds());
        return Settlement.holdingTheRest(dearer, budgets, List.of(), List.of(), node.holds());
    }

    /// Due at once, where its lease reaches into a price that is known and not held.
    static PaidNode dueBefore(PaidNode node, Instant now) {
        NextPrice next = node.next();
        boolean isHeld =
                next == null
                        || next.perHour().compareTo(node.spend().worstPerHour()) <= 0
                        || !next.from().isBefore(node.keptTo());
        return isHeld ? node : node.dueAt(earlier(node.renewAt(), now));
    }

    /// For so long the money lasts that is held.
    private static Instant keptTo(PaidNode node) {
        Duration held = Duration.between(node.settledTo(), node.keptTo());
        BigInteger money =
                LeaseMath.accrued(node.spend().worstPerHour(), held, node.carry())
                        .subtract(LeaseMath.HOUR.multiply(BigInteger.valueOf(ROUNDED_UP)))
                        .max(BigInteger.ZERO);
        long nanos =
                money.divide(BigInteger.valueOf(node.pricePerHour().micros())).longValueExact();
        Instant kept = node.settledTo().plusNanos(nanos);
        return kept.isBefore(node.lease().until()) ? latest(node) : kept;
    }

    private static Instant latest(PaidNode node) {
        Instant until = node.lease().until();
        return until.isAfter(node.settledTo()) ? until : node.keptTo();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
