package io.headroom.cost.books;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// Budgets and accounts as they stand after so many changes. The database counts every change of either, whoever makes it: who
/// finds, with the books locked, as many as are known here needs to read nothing. Of a hundred budgets, reading and parsing
/// took most of a transaction that decided on ten requests.
///
/// @param changes how many the database had counted
record KnownBooks(
        long changes,
        List<BudgetRow> budgets,
        SequencedMap<Key, AccountRow> accounts,
        Limits limits) {

    /// Which account.
    record Key(String budget, Span period) {

        /// By hand: what a record brings for comparing costs several times as much, with the quick compiler.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key(String its, Span span)
                    && budget.equals(its)
                    && period.from().equals(span.from())
                    && period.to().equals(span.to());
        }

        @Override
        public int hashCode() {
            return 31 * budget.hashCode() + period.from().hashCode();
        }

        static Key of(Account account) {
            return new Key(account.budget(), account.period());
        }
    }

    /// What the budgets limit, and which of it spending of some kind falls under: looked up once, as long as they are declared
    /// as they are.
    static final class Limits {

        /// Kinds of what is bought are few; labels may make them many.
        private static final int MOST_KINDS = 1000;

        private final List<Budget> all;
        private final Map<SpendAttributes, List<Budget>> matching = new ConcurrentHashMap<>();

        private Limits(List<Budget> all) {
            this.all = all;
        }

        List<Budget> all() {
            return all;
        }

        /// Those that a decision on these nodes is about.
        List<Budget> over(List<NodeSpend> nodes) {
            List<SpendAttributes> kinds =
                    nodes.stream().map(NodeSpend::attributes).distinct().toList();
            return kinds.size() == 1 ? over(kinds.getFirst()) : all;
        }

        private List<Budget> over(SpendAttributes kind) {
            if (matching.size() > MOST_KINDS) {
                matching.clear();
            }
            return matching.computeIfAbsent(kind, k -> Budget.matching(all, k));
        }
    }

    static KnownBooks of(long changes, List<BudgetRow> budgets, Collection<AccountRow> accounts) {
        SequencedMap<Key, AccountRow> byKey = new LinkedHashMap<>();
        accounts.forEach(a -> byKey.put(Key.of(a.account()), a));
        return new KnownBooks(
                changes,
                List.copyOf(budgets),
                byKey,
                new Limits(budgets.stream().flatMap(b -> b.limits().stream()).toList()));
    }

    /// After a transaction: what it said of budgets, and accounts as the database has them now. Throws where that has other sums
    /// than the decisions were made on. Accounts of periods that are over and hold nothing are not needed any more.
    ///
    /// @param compared those that were compared with it there already; @param stored others, as it answered them
    KnownBooks after(
            long counted,
            Books books,
            Collection<AccountRow> compared,
            Collection<AccountRow> stored) {
        stored.forEach(row -> compare(row.account(), books));
        Instant now = books.now();
        SequencedMap<Key, AccountRow> next = new LinkedHashMap<>(accounts);
        compared.forEach(a -> next.put(Key.of(a.account()), a));
        stored.forEach(a -> next.put(Key.of(a.account()), a));
        next.values()
                .removeIf(
                        a ->
                                a.account().committed().micros() == 0
                                        && !a.account().period().to().isAfter(now));
        return new KnownBooks(changes + counted, books.budgetRows(), next, limits);
    }

    private static void compare(Account stored, Books books) {
        Account decided = books.accounts().get(stored.budget(), stored.period());
        boolean known = books.accountRow(stored).isPresent();
        if (!stored.committed().equals(decided.committed())
                || (known && !stored.spent().equals(decided.spent()))) {
            throw new IllegalStateException(
                    "account of budget "
                            + stored.budget()
                            + " was decided on as "
                            + decided
                            + " and is stored as "
                            + stored);
        }
    }
}
