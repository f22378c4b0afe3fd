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
                ? begunDearer(paid, budgets, new Then(since, price, next), at)
                : Settlement.launched(paid, budgets, at, price, next);
    }

    /// It is confirmed gone since an instant. That its price rose may be heard only now: what was said of it before is dropped then.
    public static Settled ended(PaidNode paid, List<Budget> budgets, Node node, Instant at) {
        Settled last =
                isRiseUnheard(paid, node)
                        ? heard(paid, budgets, node, node.pricePerHour(), at)
                        : Settled.unchanged(paid);
        return Settlement.ended(last.node(), budgets, at).following(last);
    }

    private static boolean isRiseUnheard(PaidNode paid, Node node) {
        PriceTerm term = node.priceTerm();
        return paid.isLaunched()
                && term != null
                && term.since() != null
                && term.commitment() == null
                && node.pricePerHour().compareTo(paid.pricePerHour()) > 0;
    }

    private record Then(Instant since, Money price, @Nullable NextPrice next) {}

    /// What it cost before was not heard: the most that was reserved for it. What is said now to be its worst may have come with the rise.
    private static Settled begunDearer(PaidNode paid, List<Budget> budgets, Then then, Instant at) {
        Settled begun = Settlement.launched(paid, budgets, at, paid.spend().worstPerHour());
        return Settlement.repriced(begun.node(), budgets, then.since(), then.price(), then.next())
                .following(begun);
    }
}
