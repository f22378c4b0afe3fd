package io.headroom.engine.budget;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;

/// How long a lease is, when it must end, and what it can cost at worst.
public final class LeaseMath {

    static final BigInteger HOUR = BigInteger.valueOf(Duration.ofHours(1).toNanos());

    /// Below this, a lease of ten minutes would hold too much of a period: it is cut to a fiftieth of it.
    private static final Duration SHORT_PERIOD = Duration.ofHours(6);

    private static final int PARTS_OF_SHORT_PERIOD = 50;

    private LeaseMath() {}

    /// The time a node may run before it must begin to end.
    public static Duration length(List<Budget> budgets, Instant now, LeasePolicy policy) {
        Duration length = policy.length();
        for (Budget budget : budgets) {
            Optional<Span> period = budget.period().current(now);
            if (period.isPresent() && period.get().length().compareTo(SHORT_PERIOD) < 0) {
                Duration part = period.get().length().dividedBy(PARTS_OF_SHORT_PERIOD);
                length = part.compareTo(length) < 0 ? part : length;
            }
        }
        return length.compareTo(policy.shortest()) < 0 ? policy.shortest() : length;
    }

    /// What must be paid for beyond the moment when the node begins to end. A node that is not known to be launched may
    /// still be launched in that very moment, and then be charged its minimum.
    static Duration tail(NodeSpend spend, boolean launched) {
        return launched || spend.minimumBilling().compareTo(spend.timeToTerminate()) < 0
                ? spend.timeToTerminate()
                : spend.minimumBilling();
    }

    /// When the agent must have begun to power off by itself.
    public static Instant powerOffBy(Lease lease, LeasePolicy policy) {
        Instant by = lease.drainBy().minus(policy.margin());
        return by.isBefore(lease.from()) ? lease.from() : by;
    }

    /// The share of a budget's period that is held by leases though it may never be spent, in thousandths.
    public static long heldPerMille(Span period, Duration leaseLength, Duration timeToTerminate) {
        Duration held = leaseLength.dividedBy(2).plus(timeToTerminate);
        return held.toNanos() / Math.max(1, period.length().toNanos() / 1000);
    }

    /// The span cut wherever a period of one of the budgets begins or ends.
    static List<Span> pieces(Span span, List<Budget> budgets) {
        List<Span> pieces = new ArrayList<>();
        Instant cursor = span.from();
        while (cursor.isBefore(span.to())) {
            Instant end = span.to();
            for (Budget budget : budgets) {
                Instant boundary = budget.period().boundaryAfter(cursor);
                end = boundary.isBefore(end) ? boundary : end;
            }
            pieces.add(new Span(cursor, end));
            cursor = end;
        }
        return pieces;
    }

    /// What a lease must hold from here to its end, each slice in its own period. Every piece is rounded up, the first one
    /// with what is carried: settling a part of it later can never add up to more.
    static List<Hold> holds(Span covered, Money worstPerHour, long carry, List<Budget> budgets) {
        record Key(String budget, Span period) {}
        SequencedMap<Key, Money> sums = new LinkedHashMap<>();
        long carried = carry;
        for (Span piece : pieces(covered, budgets)) {
            Money worst = roundedUp(accrued(worstPerHour, piece.length(), carried));
            carried = 0;
            for (Budget budget : budgets) {
                for (Span period : budget.period().at(piece.from())) {
                    sums.merge(new Key(budget.name(), period), worst, Money::plus);
                }
            }
        }
        return sums.entrySet().stream()
                .map(e -> new Hold(e.getKey().budget(), e.getKey().period(), e.getValue()))
                .toList();
    }

    static BigInteger accrued(Money perHour, Duration time, long carry) {
        return BigInteger.valueOf(perHour.micros())
                .multiply(BigInteger.valueOf(time.toNanos()))
                .add(BigInteger.valueOf(carry));
    }

    static Money roundedUp(BigInteger accrued) {
        BigInteger[] parts = accrued.divideAndRemainder(HOUR);
        return new Money(parts[0].longValueExact() + (parts[1].signum() > 0 ? 1 : 0));
    }
}
