package io.headroom.engine.budget;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.limit.Restriction;
import io.headroom.engine.budget.period.Span;

/// What the thresholds that a budget reached forbid, whatever money there is.
final class Restrictions {

    /// The environment that goes on when others stop.
    private static final String PRODUCTION = "production";

    /// @param until when the period ends, and the restriction with it
    record Breach(String budget, SpendDecision.Rule rule, Instant until) {}

    private Restrictions() {}

    static Optional<Breach> onGrant(
            SpendRequested request, List<Budget> budgets, Accounts accounts, Instant now) {
        if (!accounts.areAnyRestricted()) {
            return Optional.empty();
        }
        return request.nodes().stream()
                .flatMap(n -> breach(n, budgets, accounts, now, true).stream())
                .findFirst();
    }

    static Optional<Breach> onRenewal(
            NodeSpend node, List<Budget> budgets, Accounts accounts, Instant now) {
        return breach(node, budgets, accounts, now, false);
    }

    private static Optional<Breach> breach(
            NodeSpend node, List<Budget> budgets, Accounts accounts, Instant now, boolean isNew) {
        for (Budget budget : Budget.matching(budgets, node.attributes())) {
            Optional<Span> period = budget.period().current(now);
            if (period.isEmpty()) {
                continue;
            }
            for (Restriction restriction :
                    accounts.get(budget.name(), period.get()).restrictions()) {
                Optional<SpendDecision.Rule> rule = forbids(restriction, node, isNew);
                if (rule.isPresent()) {
                    return Optional.of(new Breach(budget.name(), rule.get(), period.get().to()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<SpendDecision.Rule> forbids(
            Restriction restriction, NodeSpend node, boolean isNew) {
        return switch (restriction) {
            case SPOT_ONLY ->
                    isNew && node.attributes().capacityType() != CapacityType.SPOT
                            ? Optional.of(SpendDecision.Rule.SPOT_ONLY)
                            : Optional.empty();
            case STOP_NON_PRODUCTION ->
                    node.attributes().environment().equals(PRODUCTION)
                            ? Optional.empty()
                            : Optional.of(SpendDecision.Rule.STOP_NON_PRODUCTION);
            // What runs is ended by its importance: the drain's plan says which.
            case DRAIN -> isNew ? Optional.of(SpendDecision.Rule.DRAIN) : Optional.empty();
        };
    }
}
