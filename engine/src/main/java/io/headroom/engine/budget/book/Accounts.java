package io.headroom.engine.budget.book;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// The accounts that a decision sees; posting makes new ones.
public final class Accounts {

    /// It is looked up some hundred times a decision: what a record brings for comparing costs several times as much as this,
    /// with the quick compiler that services run on.
    private record Key(String budget, Instant from) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key(String its, Instant begin)
                    && budget.equals(its)
                    && from.equals(begin);
        }

        @Override
        public int hashCode() {
            return 31 * budget.hashCode() + from.hashCode();
        }
    }

    private final SequencedMap<Key, Account> byKey;
    private final boolean restricted;

    private Accounts(SequencedMap<Key, Account> byKey, boolean restricted) {
        this.byKey = byKey;
        this.restricted = restricted;
    }

    public static Accounts of(List<Account> accounts) {
        SequencedMap<Key, Account> byKey = new LinkedHashMap<>();
        accounts.forEach(a -> byKey.put(new Key(a.budget(), a.period().from()), a));
        return new Accounts(byKey, accounts.stream().anyMatch(a -> !a.restrictions().isEmpty()));
    }

    public Account get(String budget, Span period) {
        Account account = byKey.get(new Key(budget, period.from()));
        return account == null ? Account.empty(budget, period) : account;
    }

    /// Whether anything is in force in any of them: seldom, and else nobody needs to look.
    public boolean areAnyRestricted() {
        return restricted;
    }

    public List<Account> all() {
        return List.copyOf(byKey.values());
    }

    public Accounts post(List<Posting> postings) {
        return postMerged(Postings.merged(postings));
    }

    private Accounts postMerged(List<Posting> sums) {
        SequencedMap<Key, Account> next = new LinkedHashMap<>(byKey);
        for (Posting p : sums) {
            next.put(new Key(p.budget(), p.period().from()), get(p.budget(), p.period()).post(p));
        }
        return new Accounts(next, restricted);
    }

    /// As [#requireWithinCaps] lets it.
    public Accounts postWithinCaps(List<Posting> postings, List<Budget> budgets) {
        List<Posting> sums = Postings.merged(postings);
        requireSumsWithinCaps(sums, budgets);
        return postMerged(sums);
    }

    /// Throws [CapPassed] when a hard budget that the postings add to would hold more than its cap afterwards. What only gives
    /// back or charges what was committed passes, also under a cap that was lowered meanwhile.
    public void requireWithinCaps(List<Posting> postings, List<Budget> budgets) {
        requireSumsWithinCaps(Postings.merged(postings), budgets);
    }

    private void requireSumsWithinCaps(List<Posting> sums, List<Budget> budgets) {
        Map<String, List<Posting>> byBudget = Postings.byBudget(sums);
        for (Budget budget : budgets) {
            if (budget.hard()) {
                byBudget.getOrDefault(budget.name(), List.of()).forEach(p -> check(budget, p));
            }
        }
    }

    private void check(Budget budget, Posting posting) {
        Account after = get(budget.name(), posting.period()).post(posting);
        boolean adds = posting.spent().plus(posting.committed()).isPositive();
        if (adds && after.held().compareTo(after.cap(budget)) > 0) {
            throw new CapPassed(budget.name(), after.held(), after.cap(budget));
        }
    }
}
