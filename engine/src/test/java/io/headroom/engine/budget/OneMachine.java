package io.headroom.engine.budget;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;

import static io.headroom.engine.budget.Spending.NOON;
import static io.headroom.engine.budget.Spending.node;
import static io.headroom.engine.budget.Spending.purchase;

/// A machine at 60 dollars an hour: as it is granted, as it runs, and what is said of it then.
final class OneMachine {

    private OneMachine() {}

    static PaidNode runs(List<Budget> budgets) {
        return Settlement.launched(
                        granted(budgets).nodes().getFirst(), budgets, NOON, Money.of("60.00"))
                .node();
    }

    static SpendDecision.Granted granted(List<Budget> budgets) {
        return (SpendDecision.Granted)
                SpendGuard.decide(
                        purchase(node(1, "60.00")),
                        budgets,
                        Accounts.of(List.of()),
                        NOON,
                        LeasePolicy.DEFAULT);
    }

    static Node said(String price, String worst, @Nullable PriceTerm term) {
        return new Node(
                        node(1, "60.00").node(),
                        2,
                        "pool",
                        ProviderKind.AWS,
                        "us-east-1",
                        "us-east-1a",
                        CapacityType.ON_DEMAND,
                        "default",
                        "research",
                        "production",
                        new NodeTemplate("g6.xlarge", GpuModel.L4, 1, 4_000, 16_384),
                        NodeState.READY,
                        NOON,
                        "i-1",
                        Money.of(price),
                        Money.of(worst),
                        NOON,
                        null,
                        Map.of())
                .priced(Money.of(price), Money.of(worst), term);
    }
}
