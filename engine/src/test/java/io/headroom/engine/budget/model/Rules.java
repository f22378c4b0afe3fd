package io.headroom.engine.budget.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.BudgetPeriod;

/// How large the world is, and by which rules it is played. A tick is a minute, and costs one.
final class Rules {

    /// Five ticks before a full hour: leases cross it.
    static final Instant START = Instant.parse("2026-11-10T11:55:00Z");

    static final int FULL_HOUR = 5;
    static final int TICKS_OF_LEASE = 4;
    static final int TICKS_TO_END = 1;
    static final int TICKS_BILLED_AT_LEAST = 2;
    static final int TICKS_WITHOUT_LEASE = 6;
    static final Money WORST = Money.of("60.00");
    static final Money DISK = Money.of("6.00");
    static final List<Money> PRICES = List.of(WORST, Money.of("30.00"));
    static final List<Money> CAPS = List.of(Money.of("13.00"), Money.of("9.00"), Money.of("20.00"));

    private static final List<Budget> WHOLE =
            CAPS.stream()
                    .map(cap -> budget("whole", cap, PeriodSpec.fixed(at(0), at(1000))))
                    .toList();
    private static final Budget HOURLY =
            budget("hourly", Money.of("10.00"), PeriodSpec.every(PeriodSpec.Every.HOUR, "UTC"));

    final int machines;
    final int horizon;

    /// How often a cap or a price may change.
    final int changes;

    /// By how many ticks an agent's clock may be behind.
    List<Integer> skews = List.of(0, 1);

    int margin = 1;

    /// How many ticks are paid for ending a machine; it takes one.
    int tail = 1;

    /// For how many ticks are paid at least; the provider bills two.
    int minimum = 2;

    /// Whether a provider is called also when the lease that paid for it has ended.
    boolean launchesLate;

    /// Whether a machine learns at its launch how long its money lasts.
    boolean knowsAtBoot = true;

    /// For how many ticks more than it takes a machine may refuse to die, when it was told to.
    int refuses;

    /// For how many ticks beyond its lease its money is kept.
    int overrun;

    /// Whether a machine may be stopped once, and woken.
    boolean rests;

    /// Of its list price, above what was reserved; absent where prices only fall.
    @Nullable Rise rise;

    /// Which of [#CAPS] holds at the beginning.
    int cap;

    /// Whether there is a budget for every hour besides the one for the whole time.
    boolean isHourly = true;

    private Rules(int machines, int horizon, int changes) {
        this.machines = machines;
        this.horizon = horizon;
        this.changes = changes;
    }

    static Rules asBuilt(int machines, int horizon, int changes) {
        return new Rules(machines, horizon, changes);
    }

    private Rules with(Consumer<Rules> difference) {
        Rules other = new Rules(machines, horizon, changes);
        other.skews = skews;
        other.margin = margin;
        other.tail = tail;
        other.minimum = minimum;
        other.launchesLate = launchesLate;
        other.knowsAtBoot = knowsAtBoot;
        other.refuses = refuses;
        other.overrun = overrun;
        other.rests = rests;
        other.rise = rise;
        other.cap = cap;
        other.isHourly = isHourly;
        difference.accept(other);
        return other;
    }

    Rules withMargin(int ticks) {
        return with(r -> r.margin = ticks);
    }

    Rules withSkew(int ticks) {
        return with(r -> r.skews = List.of(0, ticks));
    }

    Rules alwaysBehindBy(int ticks) {
        return with(r -> r.skews = List.of(ticks));
    }

    Rules withTail(int ticks) {
        return with(
                r -> {
                    r.tail = ticks;
                    r.minimum = ticks;
                });
    }

    Rules launchingLate() {
        return with(r -> r.launchesLate = true);
    }

    Rules untoldAtBoot() {
        return with(r -> r.knowsAtBoot = false);
    }

    /// A machine refuses to die for so long, and its leases keep a reserve for so long.
    Rules refusing(int ticks, int kept) {
        return with(
                r -> {
                    r.refuses = ticks;
                    r.overrun = kept;
                });
    }

    /// A machine may be stopped once, and woken.
    Rules resting() {
        return with(r -> r.rests = true);
    }

    /// Without the hourly budget: of a lease that crosses its end the reserve lies beyond, and pays for no rise before.
    Rules rising(Rise how) {
        return with(
                r -> {
                    r.rise = how;
                    r.isHourly = false;
                });
    }

    /// With so little money that one renewal takes all of it.
    Rules scarce() {
        return with(r -> r.cap = 1);
    }

    /// With a budget for every hour as well.
    Rules hourly() {
        return with(r -> r.isHourly = true);
    }

    boolean errs(Rise.Mistake mistake) {
        return rise != null && rise.mistake() == mistake;
    }

    static Instant at(int tick) {
        return START.plus(Duration.ofMinutes(tick));
    }

    static int tick(Instant at) {
        return (int) Duration.between(START, at).toMinutes();
    }

    /// Whether a tick is in a period that has the time before the full hour, or after it, or both.
    static boolean isIn(boolean early, boolean late, int tick) {
        return tick < FULL_HOUR ? early : late;
    }

    static double ticks(Instant at) {
        return Duration.between(START, at).toMillis() / 60_000.0;
    }

    LeasePolicy policy() {
        return new LeasePolicy(
                Duration.ofMinutes(TICKS_OF_LEASE),
                Duration.ofMinutes(TICKS_OF_LEASE),
                Duration.ofMinutes(margin),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(overrun));
    }

    /// One for the whole time, whose cap changes, and one for every hour.
    ///
    /// @param cap which of [#CAPS] holds
    List<Budget> budgets(int cap) {
        return isHourly ? List.of(WHOLE.get(cap), HOURLY) : List.of(WHOLE.get(cap));
    }

    private static Budget budget(String name, Money cap, PeriodSpec period) {
        return new Budget(name, BudgetScope.everything(), cap, BudgetPeriod.of(period), true);
    }

    NodeSpend spend(int machine, Money worst) {
        return new NodeSpend(
                new NodeId(new UUID(0, machine)),
                new SpendAttributes(
                        "research",
                        "production",
                        "pool",
                        "default",
                        ProviderKind.AWS,
                        "us-east-1",
                        CapacityType.ON_DEMAND,
                        Map.of()),
                worst,
                Duration.ofMinutes(minimum),
                Duration.ofMinutes(tail));
    }
}
