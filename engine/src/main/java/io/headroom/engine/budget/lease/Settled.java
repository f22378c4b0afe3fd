package io.headroom.engine.budget.lease;

import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.book.Postings;
import io.headroom.engine.budget.period.Span;

/// A node after it was charged, with what to post and what to book for it.
///
/// @param usage what it cost, piece by piece; negative where too much had been charged
public record Settled(PaidNode node, List<Posting> postings, List<Usage> usage) {

    /// A cost over a time.
    public record Usage(Span span, Money amount) {}

    static Settled unchanged(PaidNode node) {
        return new Settled(node, List.of(), List.of());
    }

    /// With what was posted and booked before it.
    Settled following(Settled before) {
        List<Posting> posted = new ArrayList<>(before.postings);
        posted.addAll(postings);
        List<Usage> used = new ArrayList<>(before.usage);
        used.addAll(usage);
        return new Settled(node, Postings.merged(posted), used);
    }

    Settled with(PaidNode other) {
        return new Settled(other, postings, usage);
    }

    public Money charged() {
        return usage.stream().map(Usage::amount).reduce(Money.ZERO, Money::plus);
    }
}
