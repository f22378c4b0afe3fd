package io.headroom.engine.price;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.budget.Money;

/// What spot machines of one type cost in one zone over time.
///
/// @param prices oldest first; each holds until the next
public record SpotCourse(List<Price> prices) {

    /// A price an hour, and since when it holds.
    public record Price(Instant from, Money perHour) {}

    private record Held(Money perHour, Duration time) {}

    public SpotCourse {
        prices = prices.stream().sorted(Comparator.comparing(Price::from)).toList();
    }

    /// The price that was not passed for so many thousandths of a time; empty where less of it is known than must be.
    ///
    /// @param least how much of the time must be known
    public Optional<Money> notPassed(int perMille, Instant from, Instant to, Duration least) {
        List<Held> held = held(from, to);
        Duration known = held.stream().map(Held::time).reduce(Duration.ZERO, Duration::plus);
        if (held.isEmpty() || known.compareTo(least) < 0) {
            return Optional.empty();
        }
        Duration wanted = known.multipliedBy(perMille).dividedBy(1000);
        Duration below = Duration.ZERO;
        for (Held one : held) {
            below = below.plus(one.time());
            if (below.compareTo(wanted) >= 0) {
                return Optional.of(one.perHour());
            }
        }
        return Optional.of(held.getLast().perHour());
    }

    /// For how long each price held within a time, cheapest first.
    private List<Held> held(Instant from, Instant to) {
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < prices.size(); i++) {
            Instant begin = prices.get(i).from();
            Instant end = i + 1 < prices.size() ? prices.get(i + 1).from() : to;
            Instant since = begin.isBefore(from) ? from : begin;
            Instant until = end.isBefore(to) ? end : to;
            if (since.isBefore(until)) {
                held.add(new Held(prices.get(i).perHour(), Duration.between(since, until)));
            }
        }
        held.sort(Comparator.comparing(Held::perHour));
        return held;
    }
}
