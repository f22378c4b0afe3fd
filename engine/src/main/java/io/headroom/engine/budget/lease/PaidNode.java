package io.headroom.engine.budget.lease;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.price.NextPrice;
import io.headroom.engine.budget.book.Hold;
import io.headroom.engine.budget.limit.Budget;

/// A node and the money it holds, from the grant until it is confirmed gone.
///
/// @param renewAt when its lease is due to be renewed
/// @param settledTo up to when it was charged; what follows, up to where money is kept, is on hold
/// @param keptTo up to when money is kept for it: its lease, and after that the reserve for a machine that is not ended
/// @param carry the part of a millionth that is not charged yet, in micros times nanoseconds
/// @param billedFrom when its bill began; absent while it is not known to be launched
/// @param pricePerHour what it is charged now
/// @param charged what it was charged so far
/// @param next what it will be charged from an instant on, where that is known
/// @param before what it was charged until its price changed the last time: who hears late of its end takes that back at what was charged
public record PaidNode(
        NodeSpend spend,
        int priority,
        Lease lease,
        Instant renewAt,
        Instant settledTo,
        Instant keptTo,
        long carry,
        @Nullable Instant billedFrom,
        Money pricePerHour,
        Money charged,
        List<Hold> holds,
        Standing standing,
        @Nullable NextPrice next,
        @Nullable PastPrice before) {

    /// How its lease goes on.
    public enum Standing {
        /// It is renewed when due.
        OPEN,
        /// It was refused a renewal and must be gone before the lease ends.
        REFUSED,
        /// It ran on after its lease, and is charged on until it is gone.
        OVERDUE,
        /// It is confirmed gone and holds nothing.
        ENDED
    }

    public PaidNode {
        holds = List.copyOf(holds);
    }

    /// One whose price is not known to change.
    public PaidNode(
            NodeSpend spend,
            int priority,
            Lease lease,
            Instant renewAt,
            Instant settledTo,
            Instant keptTo,
            long carry,
            @Nullable Instant billedFrom,
            Money pricePerHour,
            Money charged,
            List<Hold> holds,
            Standing standing) {
        this(
                spend,
                priority,
                lease,
                renewAt,
                settledTo,
                keptTo,
                carry,
                billedFrom,
                pricePerHour,
                charged,
                holds,
                standing,
                null,
                null);
    }

    public boolean isLaunched() {
        return billedFrom != null;
    }

    public Money held() {
        return holds.stream().map(Hold::amount).reduce(Money.ZERO, Money::plus);
    }

    /// What it is known to be charged at most until an instant.
    public Money dearestBefore(Instant end) {
        return next == null || !next.from().isBefore(end)
                ? pricePerHour
                : pricePerHour.max(next.perHour());
    }

    /// With a worst price that fell: what that is less comes back with the next settlement.
    PaidNode worstAt(Money perHour) {
        Money worst = perHour.max(dearestBefore(keptTo));
        return worst.compareTo(spend.worstPerHour()) < 0
                ? leased(spend.at(worst, spend.minimumBilling()), lease, renewAt, holds)
                : this;
    }

    PaidNode settled(Instant to, long carriedOn, Money more, List<Hold> nowHeld) {
        return new PaidNode(
                spend,
                priority,
                lease,
                renewAt,
                to,
                keptTo,
                carriedOn,
                billedFrom,
                pricePerHour,
                charged.plus(more),
                nowHeld,
                standing,
                next,
                before);
    }

    PaidNode priced(@Nullable Instant billed, Money price) {
        return priced(billed, price, null);
    }

    PaidNode priced(@Nullable Instant billed, Money price, @Nullable NextPrice after) {
        boolean isNew = isLaunched() && !price.equals(pricePerHour);
        return new PaidNode(
                spend,
                priority,
                lease,
                renewAt,
                settledTo,
                keptTo,
                carry,
                billed,
                price,
                charged,
                holds,
                standing,
                after,
                isNew ? new PastPrice(settledTo, pricePerHour) : before);
    }

    /// Stopped since an instant, and charged no more than that.
    PaidNode resting(NodeSpend least, Instant from, Money price) {
        return new PaidNode(
                least, priority, lease, renewAt, from, keptTo, carry, from, price, charged, holds,
                standing);
    }

    public PaidNode leased(NodeSpend worst, Lease renewed, Instant due, List<Hold> nowHeld) {
        return leased(worst, renewed, due, keptTo, nowHeld);
    }

    public PaidNode leased(
            NodeSpend worst, Lease renewed, Instant due, Instant kept, List<Hold> nowHeld) {
        return new PaidNode(
                worst,
                priority,
                renewed,
                due,
                settledTo,
                kept,
                carry,
                billedFrom,
                pricePerHour,
                charged,
                nowHeld,
                standing,
                next,
                before);
    }

    public PaidNode standing(Standing now) {
        return new PaidNode(
                spend,
                priority,
                lease,
                renewAt,
                settledTo,
                keptTo,
                carry,
                billedFrom,
                pricePerHour,
                charged,
                holds,
                now,
                next,
                before);
    }

    /// With its lease's versions counted on from an earlier life of the node: whoever has seen those drops lower ones.
    public PaidNode numberedAfter(long version) {
        Lease numbered =
                new Lease(
                        lease.node(),
                        lease.version() + version,
                        lease.from(),
                        lease.until(),
                        lease.drainBy(),
                        lease.paid(),
                        lease.budgets());
        return leased(spend, numbered, renewAt, holds);
    }

    /// To be looked at again at another time.
    public PaidNode dueAt(Instant at) {
        return leased(spend, lease, at, holds);
    }

    /// Paid from one budget less, and what follows from it: that one is gone, or counts anew.
    public PaidNode leaving(String budget) {
        Lease left =
                new Lease(
                        lease.node(),
                        lease.version(),
                        lease.from(),
                        lease.until(),
                        lease.drainBy(),
                        lease.paid(),
                        lease.budgets().stream()
                                .filter(b -> !Budget.declared(b).equals(budget))
                                .toList());
        List<Hold> others =
                holds.stream()
                        .map(h -> h.without(budget))
                        .filter(h -> !h.budgets().isEmpty())
                        .toList();
        return leased(spend, left, renewAt, others);
    }
}
