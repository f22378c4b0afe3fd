package io.headroom.engine.budget.lease;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.book.Postings;
import io.headroom.engine.budget.period.Span;

/// A node after it was charged, with what to post and what to book for it.
///
/// @param usage what it cost, piece by piece; negative where too much had been charged
public record Settled(PaidNode node, List<Posting> postings, List<Usage> usage) {

    /// A cost over a time, evenly.
    public record Usage(Span span, Money amount) {

        /// Cut at whole hours of UTC, each with its part of the amount, so that no charge belongs to two hours, days or months. They add up to
        /// the whole exactly: what was due by the end of each is rounded down, and the last one has the rest.
        public List<Usage> byHour() {
            List<Usage> parts = new ArrayList<>();
            Instant from = span.from();
            Money before = Money.ZERO;
            for (Instant hour = nextHour(from);
                    hour.isBefore(span.to());
                    from = hour, hour = nextHour(hour)) {
                Money due = dueBy(hour);
                parts.add(new Usage(new Span(from, hour), due.minus(before)));
                before = due;
            }
            parts.add(new Usage(new Span(from, span.to()), amount.minus(before)));
            return parts;
        }

        private Money dueBy(Instant at) {
            BigInteger elapsed = nanos(Duration.between(span.from(), at));
            BigInteger[] due =
                    BigInteger.valueOf(amount.micros())
                            .multiply(elapsed)
                            .divideAndRemainder(nanos(span.length()));
            return new Money(due[0].longValueExact() - (due[1].signum() < 0 ? 1 : 0));
        }

        private static Instant nextHour(Instant after) {
            return after.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        }

        private static BigInteger nanos(Duration time) {
            return BigInteger.valueOf(time.toNanos());
        }
    }

    static Settled unchanged(PaidNode node) {
        return new Settled(node, List.of(), List.of());
    }

    /// With what was posted and booked before it.
    Settled following(Settled before) {
        List<Posting> posted = new ArrayList<>(before.postings);
        posted.addAll(postings);
        List<Usage> used = new ArrayList<>(before.usage);
        used.addAll(usage);
        return new Settled(node, Postings.merged(posted), used);
    }

    Settled with(PaidNode other) {
        return new Settled(other, postings, usage);
    }

    public Money charged() {
        return usage.stream().map(Usage::amount).reduce(Money.ZERO, Money::plus);
    }
}
