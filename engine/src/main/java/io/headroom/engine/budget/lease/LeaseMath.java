package io.headroom.engine.budget.lease;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.engine.budget.book.Hold;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;

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
        for (BudgetPeriod counting : alike(budgets).keySet()) {
            Optional<Span> period = counting.current(now);
            if (period.isPresent() && period.get().length().compareTo(SHORT_PERIOD) < 0) {
                Duration part = period.get().length().dividedBy(PARTS_OF_SHORT_PERIOD);
                length = part.compareTo(length) < 0 ? part : length;
            }
        }
        return length.compareTo(policy.shortest()) < 0 ? policy.shortest() : length;
    }

    /// What must be paid for beyond the moment when the node begins to end. A node that is not known to be launched may
    /// still be launched in that very moment, and then be charged its minimum.
    public static Duration tail(NodeSpend spend, boolean launched) {
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
    ///
    /// @param beyond what is paid for beyond a lease: the time to terminate, and the reserve
    public static long heldPerMille(Span period, Duration leaseLength, Duration beyond) {
        Duration held = leaseLength.dividedBy(2).plus(beyond);
        return held.toNanos() / Math.max(1, period.length().toNanos() / 1000);
    }

    /// The span cut wherever a period of one of the budgets begins or ends.
    public static List<Span> pieces(Span span, List<Budget> budgets) {
        Set<BudgetPeriod> periods = alike(budgets).keySet();
        List<Span> pieces = new ArrayList<>();
        Instant cursor = span.from();
        while (cursor.isBefore(span.to())) {
            Instant end = span.to();
            for (BudgetPeriod period : periods) {
                Instant boundary = period.boundaryAfter(cursor);
                end = boundary.isBefore(end) ? boundary : end;
            }
            pieces.add(new Span(cursor, end));
            cursor = end;
        }
        return pieces;
    }

    /// Up to when money is kept for a node whose lease ends then: somebody may fail to end it for so long.
    public static Instant keptTo(Instant until, LeasePolicy policy) {
        return until.plus(policy.overrun());
    }

    /// What must be held from where a node is settled to where money is kept for it, each slice in its own period. Every
    /// piece is rounded up, the first one with what is carried: settling a part of it later can never add up to more.
    ///
    /// @param until the lease's end: what is held for the time after it is the reserve
    public static List<Hold> holds(
            Span covered, Instant until, Money worstPerHour, long carry, List<Budget> budgets) {
        record Key(BudgetPeriod counting, Span period) {}
        SequencedMap<BudgetPeriod, List<String>> alike = alike(budgets);
        SequencedMap<Key, Hold> sums = new LinkedHashMap<>();
        long carried = carry;
        for (Span piece : pieces(covered, until, budgets)) {
            Money worst = roundedUp(accrued(worstPerHour, piece.length(), carried));
            Money reserve = piece.from().isBefore(until) ? Money.ZERO : worst;
            carried = 0;
            alike.forEach(
                    (counting, names) -> {
                        for (Span period : counting.at(piece.from())) {
                            Hold none = new Hold(names, period, Money.ZERO, Money.ZERO);
                            sums.merge(
                                    new Key(counting, period),
                                    none.plus(worst, reserve),
                                    (sum, _) -> sum.plus(worst, reserve));
                        }
                    });
        }
        return List.copyOf(sums.values());
    }

    /// Budgets that count the same periods have the same slices: their calendar is looked up once.
    private static SequencedMap<BudgetPeriod, List<String>> alike(List<Budget> budgets) {
        SequencedMap<BudgetPeriod, List<String>> alike = new LinkedHashMap<>();
        @Nullable BudgetPeriod last = null;
        List<String> names = new ArrayList<>();
        for (Budget budget : budgets) {
            if (!budget.period().equals(last)) {
                last = budget.period();
                names = alike.computeIfAbsent(last, _ -> new ArrayList<>());
            }
            names.add(budget.name());
        }
        return alike;
    }

    private static List<Span> pieces(Span covered, Instant until, List<Budget> budgets) {
        if (!covered.contains(until)) {
            return pieces(covered, budgets);
        }
        List<Span> pieces = new ArrayList<>(pieces(new Span(covered.from(), until), budgets));
        pieces.addAll(pieces(new Span(until, covered.to()), budgets));
        return pieces;
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
