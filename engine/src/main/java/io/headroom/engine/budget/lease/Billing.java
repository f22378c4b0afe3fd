package io.headroom.engine.budget.lease;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.engine.budget.limit.Budget;

/// What a node that runs is heard to cost: from when on, and what will follow.
public final class Billing {

    private Billing() {}

    /// @param price what it is charged; @param at when it was launched, of one that is not known to be; else when this was said
    public static Settled heard(
            PaidNode paid, List<Budget> budgets, Node node, Money price, Instant at) {
        Settled charged = charged(paid, budgets, node, price, at);
        return charged.with(charged.node().worstAt(node.worstPerHour()));
    }

    private static Settled charged(
            PaidNode paid, List<Budget> budgets, Node node, Money price, Instant at) {
        PriceTerm term = node.priceTerm();
        NextPrice next = term == null ? null : term.next();
        Instant since = term == null ? null : term.since();
        if (since == null) {
            return Settlement.launched(paid, budgets, at, price, next);
        }
        if (paid.isLaunched()) {
            return Settlement.repriced(paid, budgets, since, price, next);
        }
        return since.isAfter(at)
                ? begunDearer(paid, budgets, node, new Then(since, price, next), at)
                : Settlement.launched(paid, budgets, at, price, next);
    }

    private record Then(Instant since, Money price, @Nullable NextPrice next) {}

    /// What it cost before was not heard: the most that was reserved for it.
    private static Settled begunDearer(
            PaidNode paid, List<Budget> budgets, Node node, Then then, Instant at) {
        Settled begun = Settlement.launched(paid, budgets, at, node.worstPerHour());
        return Settlement.repriced(begun.node(), budgets, then.since(), then.price(), then.next())
                .following(begun);
    }
}
