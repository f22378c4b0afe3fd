package io.headroom.engine.scaling.fact;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.lease.LeasePolicy;

/// Money that a budget has left for nodes.
///
/// @param budget its name
/// @param scope which nodes it pays for
/// @param free neither spent nor committed
/// @param until when there is new money
/// @param usualPerHour what was spent in an hour so far, on average; absent while too little has passed to say
public record Funds(
        String budget, BudgetScope scope, Money free, Instant until, @Nullable Money usualPerHour) {

    /// What runs now says what the next day costs, and little of a month that has nights and weekends. Half would judge a day's work
    /// by its morning, twice takes a peak for the rule.
    private static final Duration FORESEEN = Duration.ofDays(1);

    /// Within the time of a lease, all that runs asks for its next one. Half sees the end of the money when the first may be refused, twice
    /// lets go for money that would have been there.
    private static final Duration NEXT_LEASES = LeasePolicy.DEFAULT.length();

    /// What is left, where the time so far says what is usual: after a day of it.
    public static Funds of(
            String budget,
            BudgetScope scope,
            Money free,
            Money spent,
            Instant since,
            Instant until,
            Instant now) {
        Duration passed = Duration.between(since, now);
        Money usual =
                passed.compareTo(FORESEEN) < 0
                        ? null
                        : new Money((long) (spent.micros() / (passed.toSeconds() / 3600.0)));
        return new Funds(budget, scope, free, until, usual);
    }

    /// Whether it lasts until there is more.
    ///
    /// @param perHour what all that it pays for costs now
    public boolean lastsAt(Money perHour, Instant now) {
        if (!now.isBefore(until)) {
            return true;
        }
        Duration left = Duration.between(now, until);
        Money rate = left.compareTo(FORESEEN) <= 0 ? perHour : usualPerHour;
        return rate == null || rate.perHourFor(left).compareTo(free) <= 0;
    }

    /// What the next leases of nodes take of it.
    ///
    /// @param perHour what they cost at worst
    public static Money nextLeases(Money perHour) {
        return perHour.perHourFor(NEXT_LEASES);
    }
}
