package io.headroom.engine.price;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// What a commitment's fee comes to: what a budget must have for it, and what it has cost so far, used and idle.
public final class CommitmentFee {

    private static final BigInteger HOUR = BigInteger.valueOf(Duration.ofHours(1).toNanos());

    private CommitmentFee() {}

    /// How much of the fee was used since an instant, an hour.
    public record Use(Instant since, Money perHour) {}

    /// A piece of what it cost.
    ///
    /// @param used by machines that it covers; @param idle paid for nothing
    public record Cost(Span span, Money used, Money idle) {}

    /// What a budget's period must have for the fee: for all of the period, since nothing can keep the fee from being due.
    public static Money due(CommitmentSpec spec, Budget budget, Span period) {
        return due(spec, budget, period, spec.to());
    }

    /// What of that was due up to an instant; rounded up.
    public static Money due(CommitmentSpec spec, Budget budget, Span period, Instant upTo) {
        Span all = within(spec, period);
        Instant end = upTo.isBefore(all.to()) ? upTo : all.to();
        Span paid = new Span(all.from(), end.isBefore(all.from()) ? all.from() : end);
        Duration counted = Duration.ZERO;
        if (paid.from().isBefore(paid.to())) {
            for (Span piece : LeaseMath.pieces(paid, List.of(budget))) {
                if (budget.period().at(piece.from()).contains(period)) {
                    counted = counted.plus(piece.length());
                }
            }
        }
        return spec.feePerHour().perHourFor(counted);
    }

    /// What it cost from an instant to another, by the hour of the clock; exactly the fee, however it is cut.
    ///
    /// @param uses oldest first
    public static List<Cost> costs(CommitmentSpec spec, Instant from, Instant to, List<Use> uses) {
        Span paid = within(spec, new Span(from, to.isBefore(from) ? from : to));
        List<Cost> costs = new ArrayList<>();
        Instant cursor = paid.from();
        while (cursor.isBefore(paid.to())) {
            Instant hour = cursor.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);
            Instant end = hour.isBefore(paid.to()) ? hour : paid.to();
            Money fee = upTo(spec, end).minus(upTo(spec, cursor));
            Money used = used(new Span(cursor, end), uses).min(fee);
            costs.add(new Cost(new Span(cursor, end), used, fee.minus(used)));
            cursor = end;
        }
        return costs;
    }

    /// Since it began; parts of a millionth are charged when they are whole, and at its end.
    private static Money upTo(CommitmentSpec spec, Instant at) {
        BigInteger accrued =
                BigInteger.valueOf(spec.feePerHour().micros())
                        .multiply(BigInteger.valueOf(Duration.between(spec.from(), at).toNanos()));
        return new Money(accrued.divide(HOUR).longValueExact());
    }

    private static Money used(Span span, List<Use> uses) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < uses.size(); i++) {
            Instant from = later(uses.get(i).since(), span.from());
            Instant next = i + 1 < uses.size() ? uses.get(i + 1).since() : span.to();
            Instant to = next.isBefore(span.to()) ? next : span.to();
            if (from.isBefore(to)) {
                sum =
                        sum.add(
                                BigInteger.valueOf(uses.get(i).perHour().micros())
                                        .multiply(
                                                BigInteger.valueOf(
                                                        Duration.between(from, to).toNanos())));
            }
        }
        return new Money(sum.divide(HOUR).longValueExact());
    }

    private static Span within(CommitmentSpec spec, Span span) {
        Instant from = later(spec.from(), span.from());
        Instant to = spec.to().isBefore(span.to()) ? spec.to() : span.to();
        return new Span(from, to.isBefore(from) ? from : to);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
