package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;

/// Says what is bought and under which limits, with all defaulted that does not matter.
final class Spending {

    static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");

    private Spending() {}

    static Budget budget(String name, String cap, PeriodSpec period) {
        return new Budget(
                name, BudgetScope.everything(), Money.of(cap), BudgetPeriod.of(period), true);
    }

    static Budget daily(String cap) {
        return budget("daily", cap, PeriodSpec.every(PeriodSpec.Every.DAY, "UTC"));
    }

    static Account account(Span period, String spent, String committed, String highest) {
        return new Account(
                "daily",
                period,
                Money.of(spent),
                Money.of(committed),
                Money.ZERO,
                Money.of(highest),
                Money.ZERO,
                List.of());
    }

    static NodeSpend node(int number, String perHour) {
        return new NodeSpend(
                new NodeId(new UUID(0, number)),
                new SpendAttributes(
                        "research",
                        "production",
                        "pool",
                        "default",
                        ProviderKind.AWS,
                        "us-east-1",
                        CapacityType.ON_DEMAND,
                        Map.of()),
                Money.of(perHour),
                Duration.ofSeconds(60),
                Duration.ofMinutes(2));
    }

    static SpendRequested purchase(NodeSpend... nodes) {
        return new SpendRequested(new PurchaseId(new UUID(1, 1)), List.of(nodes), 0, NOON);
    }
}
