package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.PeriodSpec.Every;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;

import static org.assertj.core.api.Assertions.assertThat;

/// A few nodes and budgets on which steps are taken in any order, as a cost service would take them.
final class SpendingWorld {

    /// Something that happens; what the number means depends on the kind.
    record Step(Kind kind, int node, int number) {
        enum Kind {
            GRANT,
            LAUNCH,
            RENEW,
            PRICE,
            CAP,
            OVERRUN,
            END,
            WAIT,
            WAIT_LONG
        }
    }

    private static final LeasePolicy POLICY = LeasePolicy.DEFAULT;

    private final TreeMap<Integer, PaidNode> nodes = new TreeMap<>();
    private List<Budget> budgets =
            List.of(
                    Spending.budget("hourly", "40.00", PeriodSpec.every(Every.HOUR, "UTC")),
                    Spending.budget("daily", "90.00", PeriodSpec.every(Every.DAY, "Asia/Kolkata")),
                    Spending.budget("weekly", "400.00", PeriodSpec.every(Every.WEEK, "UTC")));
    private Accounts accounts = Accounts.of(List.of());
    private Money charged = Money.ZERO;
    private Instant now;

    /// What was above a cap when it was lowered may stay there, and not grow.
    private Accounts allowed = Accounts.of(List.of());

    SpendingWorld(Instant now) {
        this.now = now;
    }

    void take(Step step) {
        PaidNode node = nodes.get(step.node());
        switch (step.kind()) {
            case GRANT -> grant(step);
            case LAUNCH -> {
                if (node != null && !now.isAfter(node.lease().drainBy())) {
                    keep(
                            step.node(),
                            Settlement.launched(node, paying(node), now, price(step, node)));
                }
            }
            case RENEW -> {
                if (node != null && now.isBefore(node.lease().drainBy())) {
                    renew(step, node);
                }
            }
            case PRICE -> {
                if (node != null && node.isLaunched() && now.isBefore(node.keptTo())) {
                    keep(
                            step.node(),
                            Settlement.repriced(node, paying(node), now, price(step, node)));
                }
            }
            case CAP -> lowerOrRaise(step);
            case OVERRUN -> {
                if (node != null) {
                    keep(step.node(), Settlement.settle(node, paying(node), now));
                }
            }
            case END -> {
                if (node != null) {
                    end(step.node(), node);
                }
            }
            case WAIT -> pass(Duration.ofMillis(step.number()));
            case WAIT_LONG -> pass(Duration.ofMillis(step.number() * 20L));
        }
    }

    /// Nodes are gone when what is kept for them ends: that is how long a provider may refuse to end one.
    private void pass(Duration time) {
        now = now.plus(time);
        for (int number : List.copyOf(nodes.keySet())) {
            PaidNode node = nodes.get(number);
            if (node != null && node.keptTo().isBefore(now)) {
                keep(number, Settlement.ended(node, paying(node), node.keptTo()));
                nodes.remove(number);
            }
        }
    }

    private void grant(Step step) {
        if (nodes.containsKey(step.node())) {
            return;
        }
        var spend = Spending.node(step.node(), new Money(step.number() * 97L).toString());
        var decision = SpendGuard.decide(Spending.purchase(spend), budgets, accounts, now, POLICY);
        if (decision
                instanceof SpendDecision.Granted(List<PaidNode> granted, List<Posting> posts)) {
            accounts = accounts.postWithinCaps(posts, budgets);
            nodes.put(step.node(), granted.getFirst());
        }
    }

    private void renew(Step step, PaidNode node) {
        var decision = SpendGuard.renew(node, budgets, accounts, now, POLICY);
        keep(step.node(), decision.settled());
    }

    private void end(int number, PaidNode node) {
        keep(number, Settlement.ended(node, paying(node), now));
        nodes.remove(number);
    }

    void endAll() {
        List.copyOf(nodes.keySet()).forEach(n -> take(new Step(Step.Kind.END, n, 1)));
    }

    private void keep(int number, Settled settled) {
        accounts = accounts.post(settled.postings());
        charged = charged.plus(settled.charged());
        nodes.put(number, settled.node());
    }

    private void lowerOrRaise(Step step) {
        List<Budget> next = new ArrayList<>();
        for (Budget b : budgets) {
            Money cap = new Money(step.number() * 100L * b.name().length());
            next.add(new Budget(b.name(), b.scope(), cap, b.period(), true));
        }
        budgets = List.copyOf(next);
        allowed = accounts;
    }

    private List<Budget> paying(PaidNode node) {
        return SpendGuard.named(budgets, node.lease());
    }

    private static Money price(Step step, PaidNode node) {
        return new Money(step.number() * 97L).min(node.spend().worstPerHour());
    }

    void assertWithinCaps() {
        for (Account account : accounts.all()) {
            Budget budget =
                    budgets.stream()
                            .filter(b -> b.name().equals(account.budget()))
                            .findFirst()
                            .orElseThrow();
            Money most =
                    budget.cap(account.period())
                            .max(allowed.get(account.budget(), account.period()).held());
            assertThat(account.held())
                    .as("held under %s at %s", account.budget(), now)
                    .isLessThanOrEqualTo(most);
        }
    }

    Accounts accounts() {
        return accounts;
    }

    Money charged() {
        return charged;
    }

    Money spentUnder(String budget) {
        return accounts.all().stream()
                .filter(a -> a.budget().equals(budget))
                .map(Account::spent)
                .reduce(Money.ZERO, Money::plus);
    }
}
