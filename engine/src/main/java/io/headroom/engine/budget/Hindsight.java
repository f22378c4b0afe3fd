package io.headroom.engine.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.node.NodeId;

/// What a budget would have refused, had it been in force when the past happened: whatever did not fit any more into its
/// period by then.
public final class Hindsight {

    /// What a node cost in an hour.
    public record Cost(NodeId node, SpendAttributes attributes, Instant at, Money amount) {}

    /// @param nodes how many would not have been bought, or not kept
    /// @param amount what they cost after that
    /// @param first when the first of them would have been refused; absent when none would
    public record Refused(int nodes, Money amount, @Nullable Instant first) {}

    private Hindsight() {}

    /// @param costs in the order of time
    public static Refused of(Budget budget, List<Cost> costs) {
        SequencedMap<Span, Money> spent = new LinkedHashMap<>();
        List<NodeId> refused = new ArrayList<>();
        Money amount = Money.ZERO;
        @Nullable Instant first = null;
        for (Cost cost : costs) {
            if (!budget.hard() || !budget.covers(cost.attributes())) {
                continue;
            }
            boolean gone = refused.contains(cost.node());
            if (gone || !fits(budget, cost, spent)) {
                amount = amount.plus(cost.amount());
                first = first == null ? cost.at() : first;
                if (!gone) {
                    refused.add(cost.node());
                }
            } else {
                budget.period()
                        .at(cost.at())
                        .forEach(p -> spent.merge(p, cost.amount(), Money::plus));
            }
        }
        return new Refused(refused.size(), amount, first);
    }

    private static boolean fits(Budget budget, Cost cost, SequencedMap<Span, Money> spent) {
        return budget.period().at(cost.at()).stream()
                .allMatch(
                        p ->
                                spent.getOrDefault(p, Money.ZERO)
                                                .plus(cost.amount())
                                                .compareTo(budget.cap())
                                        <= 0);
    }
}
