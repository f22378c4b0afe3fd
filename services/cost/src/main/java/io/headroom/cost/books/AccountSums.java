package io.headroom.cost.books;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Account;

/// A change of an account that is known, and of which nothing but its sums changes; as nearly all do. It is written in columns, and what the
/// database has then is compared there with what was decided: of a hundred accounts, one number comes back.
///
/// @param after as it was decided to be
record AccountSums(AccountChange change, AccountRow after) {

    static Optional<AccountSums> of(Books books, AccountChange change) {
        return change.isOnlySums()
                ? Optional.of(new AccountSums(change, after(books, change)))
                : Optional.empty();
    }

    private static AccountRow after(Books books, AccountChange change) {
        AccountRow before = change.before().orElseThrow();
        Account decided = books.accounts().get(change.budget(), before.account().period());
        return new AccountRow(
                decided,
                before.reached(),
                before.refusing(),
                before.opened(),
                before.neverUsed().plus(new Money(change.unused())));
    }

    /// The columns of all of them, each as PostgreSQL writes an array.
    static Map<String, String> columns(List<AccountSums> sums) {
        Map<String, String> columns = new HashMap<>();
        columns.put("budgets", column(sums, s -> quoted(s.change().budget())));
        columns.put("begins", column(sums, s -> s.change().periodFrom()));
        columns.put("spent", column(sums, s -> s.change().spent()));
        columns.put("committed", column(sums, s -> s.change().committed()));
        columns.put("reserve", column(sums, s -> s.change().reserve()));
        columns.put("unused", column(sums, s -> s.change().unused()));
        columns.put("nowSpent", column(sums, s -> s.after().account().spent().micros()));
        columns.put("nowCommitted", column(sums, s -> s.after().account().committed().micros()));
        columns.put("nowReserve", column(sums, s -> s.after().account().reserve().micros()));
        columns.put("nowUnused", column(sums, s -> s.after().neverUsed().micros()));
        columns.put("nowHighest", column(sums, s -> s.change().highest()));
        return columns;
    }

    private static String column(List<AccountSums> sums, Function<AccountSums, Object> value) {
        return sums.stream()
                .map(s -> value.apply(s).toString())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// They stand as decided, each of them, or this throws.
    ///
    /// @param rows what the statement answered: among it, how many stand so
    static List<AccountRow> stored(Books books, List<AccountSums> sums, List<String> rows) {
        String standing = Integer.toString(sums.size());
        if (!sums.isEmpty() && !rows.contains(standing)) {
            throw new IllegalStateException(
                    "not all of %d accounts are stored as they were decided on at %s: %s"
                            .formatted(sums.size(), books.now(), rows));
        }
        return sums.stream().map(AccountSums::after).toList();
    }
}
