package io.headroom.engine.budget.outlook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetStatus;
import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.limit.Budget;

/// The course of a budget, hour by hour: what its period will have cost, and whether an hour was out of the ordinary.
///
/// @param perHour of each whole hour, oldest first; those without any spending are there, as nothing
public record SpendCourse(List<Money> perHour) {

    /// What an hour cost.
    public record Hour(Instant begin, Money spent) {}

    /// What was to be expected of an hour.
    public record Expected(Money low, Money high) {
        public boolean isMissedBy(Money spent) {
            return spent.compareTo(low) < 0 || spent.compareTo(high) > 0;
        }
    }

    /// A week has every hour of it. Half would not know a weekend; twice would be slow to see that things changed.
    private static final Duration WEEK = Duration.ofDays(7);

    /// One in ten is above, one below.
    private static final double EIGHTY_PERCENT = 1.2816;

    /// Once in a month of hours by chance, were hours normal; spending is not quite.
    private static final double OUT_OF_THE_ORDINARY = 4;

    /// Less than that is no course.
    private static final int FEWEST = 3;

    private static final int FEWEST_TO_JUDGE = 12;

    /// Below this share of the usual, nobody wants to hear of it.
    private static final double WORTH_SAYING = 0.25;

    public SpendCourse {
        perHour = List.copyOf(perHour);
    }

    /// From when on hours are looked at.
    public static Instant lookBack(Instant now) {
        return now.minus(WEEK).truncatedTo(ChronoUnit.HOURS);
    }

    /// @param hours in order; the one that runs is left out
    public static SpendCourse of(List<Hour> hours, Instant now) {
        List<Money> filled = new ArrayList<>();
        Instant running = now.truncatedTo(ChronoUnit.HOURS);
        @Nullable Instant next = null;
        for (Hour hour : hours) {
            if (!hour.begin().isBefore(running)) {
                break;
            }
            next = next == null ? hour.begin() : next;
            next = fill(filled, next, hour.begin());
            filled.add(hour.spent());
            next = next.plus(Duration.ofHours(1));
        }
        if (next != null) {
            var _ = fill(filled, next, running);
        }
        return new SpendCourse(filled);
    }

    private static Instant fill(List<Money> filled, Instant from, Instant to) {
        Instant at = from;
        while (at.isBefore(to)) {
            filled.add(Money.ZERO);
            at = at.plus(Duration.ofHours(1));
        }
        return at;
    }

    /// How the period ends if it goes on like that; none while too little is known.
    public Optional<BudgetStatus.Outlook> outlook(Budget budget, Account account, Instant now) {
        if (perHour.size() < FEWEST) {
            return Optional.empty();
        }
        double mean = mean();
        double left = hours(Duration.between(now, account.period().to()));
        // The hours to come vary, and the mean itself is only known from so many.
        double spread =
                deviation() * Math.sqrt(left + left * left / perHour.size()) * EIGHTY_PERCENT;
        double spent = account.spent().micros();
        double expected = spent + mean * left;
        Money cap = account.cap(budget);
        return Optional.of(
                new BudgetStatus.Outlook(
                        money(mean),
                        money(Math.max(spent, expected - spread)),
                        money(expected),
                        money(expected + spread),
                        runsOut(account, cap, mean, now),
                        refusedFrom(budget, account, cap, now)));
    }

    private static @Nullable Instant runsOut(Account account, Money cap, double mean, Instant now) {
        double free = Math.max(0, cap.minus(account.spent()).micros());
        if (mean <= 0) {
            return null;
        }
        double seconds = free / mean * Duration.ofHours(1).toSeconds();
        double untilEnd = Duration.between(now, account.period().to()).toSeconds();
        return seconds > untilEnd ? null : now.plusSeconds((long) seconds);
    }

    /// The price from which on even a first lease does not fit: of a machine that takes two minutes to end, its reserve
    /// with it.
    private static Money refusedFrom(Budget budget, Account account, Money cap, Instant now) {
        Duration lease =
                LeaseMath.length(List.of(budget), now, LeasePolicy.DEFAULT)
                        .plus(Duration.ofMinutes(2))
                        .plus(LeasePolicy.DEFAULT.overrun());
        double free = Math.max(0, cap.minus(account.held()).micros());
        return money(free / hours(lease));
    }

    /// What the hour after these should cost; none while too little is known.
    public Optional<Expected> next() {
        if (perHour.size() < FEWEST_TO_JUDGE) {
            return Optional.empty();
        }
        double mean = mean();
        double most = Math.max(OUT_OF_THE_ORDINARY * deviation(), WORTH_SAYING * mean);
        return Optional.of(new Expected(money(Math.max(0, mean - most)), money(mean + most)));
    }

    private double mean() {
        return perHour.stream().mapToDouble(Money::micros).average().orElse(0);
    }

    private double deviation() {
        double mean = mean();
        double squares =
                perHour.stream().mapToDouble(m -> (m.micros() - mean) * (m.micros() - mean)).sum();
        return Math.sqrt(squares / Math.max(1, perHour.size() - 1));
    }

    private static double hours(Duration time) {
        return Math.max(0, time.toSeconds()) / 3600.0;
    }

    /// To the cent: more would be pretended.
    private static Money money(double micros) {
        return new Money(Math.round(micros / 10_000) * 10_000);
    }
}
