package io.headroom.engine.budget.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
///
/// @param horizon how many ticks are played
/// @param skews by how many ticks an agent's clock may be behind
/// @param tail how many ticks are paid for ending a machine; it takes one
/// @param minimum for how many ticks are paid at least; the provider bills two
/// @param launchesLate whether a provider is called also when the lease that paid for it has ended
/// @param knowsAtBoot whether a machine learns at its launch how long its money lasts
/// @param changes how often a cap or a price may change
/// @param refuses for how many ticks more than it takes a machine may refuse to die, when it was told to
/// @param overrun for how many ticks beyond its lease its money is kept
/// @param rests whether a machine may be stopped once, and woken
record Rules(
        int machines,
        int horizon,
        List<Integer> skews,
        int margin,
        int tail,
        int minimum,
        boolean launchesLate,
        boolean knowsAtBoot,
        int changes,
        int refuses,
        int overrun,
        boolean rests) {

    /// Five ticks before a full hour: leases cross it.
    static final Instant START = Instant.parse("2026-11-10T11:55:00Z");

    static final int TICKS_TO_END = 1;
    static final int TICKS_BILLED_AT_LEAST = 2;
    static final int TICKS_WITHOUT_LEASE = 6;
    static final Money WORST = Money.of("60.00");
    static final Money DISK = Money.of("6.00");
    static final List<Money> PRICES = List.of(WORST, Money.of("30.00"));
    static final List<Money> CAPS = List.of(Money.of("13.00"), Money.of("9.00"), Money.of("20.00"));

    static Rules asBuilt(int machines, int horizon, int changes) {
        return new Rules(
                machines, horizon, List.of(0, 1), 1, 1, 2, false, true, changes, 0, 0, false);
    }

    Rules withMargin(int ticks) {
        return new Rules(
                machines,
                horizon,
                skews,
                ticks,
                tail,
                minimum,
                launchesLate,
                knowsAtBoot,
                changes,
                refuses,
                overrun,
                rests);
    }

    Rules withSkew(int ticks) {
        return skewed(List.of(0, ticks));
    }

    Rules alwaysBehindBy(int ticks) {
        return skewed(List.of(ticks));
    }

    private Rules skewed(List<Integer> behind) {
        return new Rules(
                machines,
                horizon,
                behind,
                margin,
                tail,
                minimum,
                launchesLate,
                knowsAtBoot,
                changes,
                refuses,
                overrun,
                rests);
    }

    Rules withTail(int ticks) {
        return new Rules(
                machines,
                horizon,
                skews,
                margin,
                ticks,
                ticks,
                launchesLate,
                knowsAtBoot,
                changes,
                refuses,
                overrun,
                rests);
    }

    Rules launchingLate() {
        return new Rules(
                machines,
                horizon,
                skews,
                margin,
                tail,
                minimum,
                true,
                knowsAtBoot,
                changes,
                refuses,
                overrun,
                rests);
    }

    Rules untoldAtBoot() {
        return new Rules(
                machines,
                horizon,
                skews,
                margin,
                tail,
                minimum,
                launchesLate,
                false,
                changes,
                refuses,
                overrun,
                rests);
    }

    /// A machine refuses to die for so long, and its leases keep a reserve for so long.
    Rules refusing(int ticks, int kept) {
        return new Rules(
                machines,
                horizon,
                skews,
                margin,
                tail,
                minimum,
                launchesLate,
                knowsAtBoot,
                changes,
                ticks,
                kept,
                rests);
    }

    /// A machine may be stopped once, and woken.
    Rules resting() {
        return new Rules(
                machines,
                horizon,
                skews,
                margin,
                tail,
                minimum,
                launchesLate,
                knowsAtBoot,
                changes,
                refuses,
                overrun,
                true);
    }

    static Instant at(int tick) {
        return START.plus(Duration.ofMinutes(tick));
    }

    static int tick(Instant at) {
        return (int) Duration.between(START, at).toMinutes();
    }

    LeasePolicy policy() {
        return new LeasePolicy(
                Duration.ofMinutes(4),
                Duration.ofMinutes(4),
                Duration.ofMinutes(margin),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(overrun));
    }

    /// One for the whole time, whose cap changes, and one for every hour.
    static List<Budget> budgets(Money cap) {
        return List.of(
                new Budget(
                        "whole",
                        BudgetScope.everything(),
                        cap,
                        BudgetPeriod.of(PeriodSpec.fixed(at(0), at(1000))),
                        true),
                new Budget(
                        "hourly",
                        BudgetScope.everything(),
                        Money.of("10.00"),
                        BudgetPeriod.of(PeriodSpec.every(PeriodSpec.Every.HOUR, "UTC")),
                        true));
    }

    NodeSpend spend(int machine) {
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
                WORST,
                Duration.ofMinutes(minimum),
                Duration.ofMinutes(tail));
    }
}
