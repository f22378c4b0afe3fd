package io.headroom.engine.budget.outlook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// What limits would have refused, had they been in force when the past happened: whatever did not fit any more into their
/// periods by then. It is told the past piece by piece, for a week of a large fleet is much.
public final class Hindsight {

    /// What a node cost in an hour.
    public record Cost(NodeId node, SpendAttributes attributes, Instant at, Money amount) {}

    /// @param nodes how many would not have been bought, or not kept
    /// @param amount what they cost after that
    /// @param first when the first of them would have been refused; absent when none would
    public record Refused(int nodes, Money amount, @Nullable Instant first) {}

    private record Key(String limit, Span period) {}

    private final List<Budget> limits;
    private final SequencedMap<Key, Money> spent = new LinkedHashMap<>();
    private final SequencedSet<NodeId> gone = new LinkedHashSet<>();
    private Money amount = Money.ZERO;
    private @Nullable Instant first;

    public Hindsight(List<Budget> limits) {
        this.limits = limits.stream().filter(Budget::hard).toList();
    }

    /// What one of the periods had spent before the first cost.
    public void spent(Budget limit, Span period, Money before) {
        spent.merge(new Key(limit.name(), period), before, Money::plus);
    }

    /// The next cost, in the order of time.
    public void add(Cost cost) {
        List<Budget> over = limits.stream().filter(b -> b.covers(cost.attributes())).toList();
        if (gone.contains(cost.node()) || !over.stream().allMatch(b -> fits(b, cost))) {
            amount = amount.plus(cost.amount());
            first = first == null ? cost.at() : first;
            gone.add(cost.node());
            return;
        }
        for (Budget limit : over) {
            for (Span period : limit.period().at(cost.at())) {
                spent.merge(new Key(limit.name(), period), cost.amount(), Money::plus);
            }
        }
    }

    public Refused refused() {
        return new Refused(gone.size(), amount, first);
    }

    private boolean fits(Budget limit, Cost cost) {
        return limit.period().at(cost.at()).stream()
                .allMatch(
                        p ->
                                spent.getOrDefault(new Key(limit.name(), p), Money.ZERO)
                                                .plus(cost.amount())
                                                .compareTo(limit.cap(p))
                                        <= 0);
    }
}
