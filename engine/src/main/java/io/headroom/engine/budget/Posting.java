package io.headroom.engine.budget;

import java.util.List;

import io.headroom.contracts.budget.Money;

/// A change of one account: what became spent and what is committed more or, negative, less.
public record Posting(String budget, Span period, Money spent, Money committed) {

    Posting plus(Posting other) {
        return new Posting(
                budget, period, spent.plus(other.spent), committed.plus(other.committed));
    }

    /// One posting an account, in the order of their first mention.
    public static List<Posting> merged(List<Posting> postings) {
        return Postings.merged(postings);
    }
}
