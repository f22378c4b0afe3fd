package io.headroom.engine.budget.book;

import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.period.Span;

/// A change of one account: what became spent and what is committed more or, negative, less.
///
/// @param reserve of what is committed, the part kept for machines that are not ended in time
public record Posting(String budget, Span period, Money spent, Money committed, Money reserve) {

    public static Posting spending(String budget, Span period, Money spent) {
        return new Posting(budget, period, spent, Money.ZERO, Money.ZERO);
    }

    /// What a hold keeps in each of its budgets.
    public static List<Posting> committing(Hold hold) {
        return of(hold, hold.amount(), hold.reserve());
    }

    static List<Posting> releasing(Hold hold) {
        return of(hold, Money.ZERO.minus(hold.amount()), Money.ZERO.minus(hold.reserve()));
    }

    private static List<Posting> of(Hold hold, Money amount, Money reserve) {
        return hold.budgets().stream()
                .map(b -> new Posting(b, hold.period(), Money.ZERO, amount, reserve))
                .toList();
    }

    Posting plus(Posting other) {
        return new Posting(
                budget,
                period,
                spent.plus(other.spent),
                committed.plus(other.committed),
                reserve.plus(other.reserve));
    }

    /// One posting an account, in the order of their first mention.
    public static List<Posting> merged(List<Posting> postings) {
        return Postings.merged(postings);
    }
}
