package io.headroom.engine.budget;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The accounts that a decision sees; posting makes new ones.
public final class Accounts {

    private record Key(String budget, Instant from) {}

    private final SequencedMap<Key, Account> byKey;

    private Accounts(SequencedMap<Key, Account> byKey) {
        this.byKey = byKey;
    }

    public static Accounts of(List<Account> accounts) {
        SequencedMap<Key, Account> byKey = new LinkedHashMap<>();
        accounts.forEach(a -> byKey.put(new Key(a.budget(), a.period().from()), a));
        return new Accounts(byKey);
    }

    public Account get(String budget, Span period) {
        Account account = byKey.get(new Key(budget, period.from()));
        return account == null ? Account.empty(budget, period) : account;
    }

    public List<Account> all() {
        return List.copyOf(byKey.values());
    }

    public Accounts post(List<Posting> postings) {
        SequencedMap<Key, Account> next = new LinkedHashMap<>(byKey);
        for (Posting p : Postings.merged(postings)) {
            next.put(new Key(p.budget(), p.period().from()), get(p.budget(), p.period()).post(p));
        }
        return new Accounts(next);
    }

    /// As [#requireWithinCaps] lets it.
    public Accounts postWithinCaps(List<Posting> postings, List<Budget> budgets) {
        requireWithinCaps(postings, budgets);
        return post(postings);
    }

    /// Throws [CapPassed] when a hard budget that the postings add to would hold more than its cap afterwards. What only gives
    /// back or charges what was committed passes, also under a cap that was lowered meanwhile.
    void requireWithinCaps(List<Posting> postings, List<Budget> budgets) {
        Map<String, List<Posting>> byBudget = Postings.byBudget(Postings.merged(postings));
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
