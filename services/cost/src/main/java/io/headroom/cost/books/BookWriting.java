package io.headroom.cost.books;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.platform.database.Pipelined;
import io.headroom.platform.database.Rows;

/// Writes what became of the books, all of it with one statement, and refuses to when the database has other sums
/// than the decisions were made on.
final class BookWriting {

    private record Course(String budget, Instant hour, long spent) {}

    private record LeaseChange(
            UUID node,
            UUID purchase,
            String tenant,
            int priority,
            String standing,
            long version,
            @JsonProperty("renew_at") Instant renewAt,
            PaidNode doc,
            long noticed,
            long revision) {

        /// Of one whose agent is told right after the commit, the row says so at once. It is written to a revision that nobody
        /// notes.
        static LeaseChange of(LeaseRow row, boolean isToldAfterwards) {
            PaidNode paid = row.paid();
            return new LeaseChange(
                    row.node().value(),
                    row.purchase().value(),
                    paid.spend().attributes().tenant(),
                    paid.priority(),
                    DashedEnums.nameOf(paid.standing()),
                    paid.lease().version(),
                    paid.renewAt(),
                    paid,
                    isToldAfterwards ? paid.lease().version() : 0,
                    isToldAfterwards ? LeaseRow.SOME_REVISION : 0);
        }
    }

    private record Said(String name, long said) {}

    /// Of a batch of decisions most are paid from the same budgets: their names are said once.
    private record Entries(List<Entry> rows, List<Payers> payers) {

        static Entries of(List<LedgerRow> rows) {
            SequencedMap<LedgerRow.Paid, Integer> numbers = new LinkedHashMap<>();
            List<Entry> entries = new ArrayList<>();
            for (LedgerRow row : rows) {
                LedgerRow.Paid paid = row.paid();
                Integer number =
                        paid == null ? null : numbers.computeIfAbsent(paid, _ -> numbers.size());
                entries.add(new Entry(row, number));
            }
            List<Payers> payers = new ArrayList<>();
            numbers.forEach((p, n) -> payers.add(new Payers(n, p.budgets(), p.periods())));
            return new Entries(entries, payers);
        }
    }

    private record Entry(@JsonUnwrapped LedgerRow row, @Nullable Integer payers) {}

    private record Payers(int n, List<String> budgets, List<Instant> periods) {}

    private BookWriting() {}

    /// Sends it at once. Answers what is known of the books afterwards.
    static Uni<KnownBooks> write(Mutiny.Session session, Books books) {
        Set<String> spoken = new LinkedHashSet<>();
        List<ThresholdsReached.WebhookPost> webhooks = new ArrayList<>();
        List<AccountChange> changes = AccountChange.all(books, spoken, webhooks);
        List<AccountSums> sums =
                changes.stream().flatMap(c -> AccountSums.of(books, c).stream()).toList();
        BookStatement statement = new BookStatement();
        statement.sums(sums);
        statement.accounts(changes.stream().filter(c -> !c.isOnlySums()).toList());
        statement.leases(
                books.changedLeases().stream()
                        .map(r -> LeaseChange.of(r, books.toldAfterwards().contains(r.node())))
                        .toList());
        List<LedgerRow> ledger = books.entries();
        Entries entries = Entries.of(ledger);
        statement.entries(
                entries.rows(), entries.payers(), ledger.stream().anyMatch(LedgerRow::isCost));
        if (statement.isEmpty()) {
            return Uni.createFrom().item(books.known());
        }
        statement.course(course(books));
        statement.webhooks(webhooks);
        statement.said(
                spoken.stream()
                        .map(name -> new Said(name, books.budget(name).orElseThrow().said()))
                        .toList());
        return Pipelined.texts(session, statement.sql(), statement.parameters())
                .map(
                        rows ->
                                books.known()
                                        .after(
                                                statement.changes(),
                                                books,
                                                AccountSums.stored(books, sums, rows),
                                                stored(rows)));
    }

    /// Accounts come as they are stored, sums as how many there are.
    private static List<AccountRow> stored(List<String> rows) {
        return rows.stream()
                .filter(r -> r.startsWith("{"))
                .map(r -> AccountRow.of(Rows.read(r, JsonNode.class)))
                .toList();
    }

    /// What each budget spent, by the hour in which it was found out.
    private static List<Course> course(Books books) {
        Instant hour = books.now().truncatedTo(ChronoUnit.HOURS);
        Map<String, Long> spent = new LinkedHashMap<>();
        for (Posting sum : Posting.merged(books.postings())) {
            if (sum.spent().micros() == 0) {
                continue;
            }
            boolean counts =
                    books.budget(sum.budget())
                            .filter(b -> b.name().equals(sum.budget()))
                            .flatMap(b -> b.budget().period().current(books.now()))
                            .filter(sum.period()::equals)
                            .isPresent();
            if (counts) {
                spent.merge(sum.budget(), sum.spent().micros(), Long::sum);
            }
        }
        return spent.entrySet().stream()
                .map(e -> new Course(e.getKey(), hour, e.getValue()))
                .toList();
    }
}
