package io.headroom.cost.books;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.node.NodeId;
import io.headroom.cost.rate.KnownRates;
import io.headroom.cost.rate.Rates;
import io.headroom.engine.budget.limit.ExchangeRates;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Pipelined;
import io.headroom.platform.database.Rows;
import io.headroom.platform.outbox.Outbox;

/// Opens the books for a transaction, one transaction at a time, and writes them at its end.
@Singleton
public final class BookStore {

    private final InstantSource clock;
    private final Outbox outbox;
    private final Rates rates;
    private final Commits commits;
    private final MeterRegistry meters;

    private record Declared(JsonNode spec, ExchangeRates rates, BudgetRow row) {

        /// Rates are only added: as many are the same.
        boolean holds(KnownRates known) {
            return known.of(row.spec()).rates().size() == rates.rates().size();
        }
    }

    /// What budgets declare, as it was read last: it changes seldom, and each transaction needs all of it. It is compared as
    /// a whole: a version may have been read in a transaction that was rolled back.
    private final Map<String, Declared> declared = new ConcurrentHashMap<>();

    /// As the last transaction of this process left the books. Any that comes to another end forgets it.
    private volatile @Nullable KnownBooks last;

    /// @param changes how many were counted when the books were locked
    /// @param missed how many of those, and of what was learned of nodes, are younger than the look
    private record Locked(long changes, long missed) {
        static Locked in(List<String> rows) {
            String row = rows.stream().filter(BookStore::isLock).findFirst().orElseThrow();
            return Rows.read(row, Locked.class);
        }

        boolean isAsKnown(KnownBooks known) {
            return missed == 0 && known.changes() == changes;
        }
    }

    @Inject
    BookStore(
            InstantSource clock,
            Outbox outbox,
            Rates rates,
            Commits commits,
            MeterRegistry meters) {
        this.rates = rates;
        this.clock = clock;
        this.outbox = outbox;
        this.commits = commits;
        this.meters = meters;
    }

    /// Opens the books with the leases of these nodes. What it asks for is sent at once.
    public Uni<Books> open(Mutiny.Session session, Collection<NodeId> nodes) {
        Map<String, String> which = Map.of("nodes", ids(nodes));
        return Pipelined.texts(session, BookLooks.LOOK + BookLooks.SOME, which)
                .chain(
                        rows -> {
                            Locked locked = Locked.in(rows);
                            KnownBooks known = last;
                            return known != null && locked.isAsKnown(known)
                                    ? Uni.createFrom().item(books(known, rows))
                                    : read(session, locked.changes(), BookLooks.SOME, which);
                        });
    }

    /// Opens the books with every lease that is not over.
    public Uni<Books> openWhole(Mutiny.Session session) {
        return Rows.text(session, BookLooks.LOCK, Map.of())
                .map(changes -> Long.parseLong(changes.orElseThrow()))
                .chain(changes -> read(session, changes, BookLooks.RUNNING, Map.of()));
    }

    /// Writes them, and with them what is to be written last: sent together, and answered together.
    public Uni<Void> close(Mutiny.Session session, Books books) {
        return Uni.createFrom()
                .deferred(() -> written(session, books))
                .onFailure()
                .invoke(() -> last = null);
    }

    private Uni<Void> written(Mutiny.Session session, Books books) {
        Uni<KnownBooks> writing = BookWriting.write(session, books);
        return outbox.add(session, books.events())
                .chain(() -> outbox.answer(session, books.answers()))
                .chain(
                        () -> {
                            Uni<Void> rest = commits.write(session);
                            return writing.invoke(
                                            after -> commits.after(session, () -> last = after))
                                    .chain(() -> rest);
                        });
    }

    private Uni<Books> read(
            Mutiny.Session session, long changes, String what, Map<String, String> which) {
        meters.counter("headroom.books.read").increment();
        Map<String, String> parameters = new HashMap<>(which);
        parameters.put("now", clock.instant().toString());
        return Rows.texts(session, BookLooks.BUDGETS + what, parameters)
                .chain(rows -> books(session, changes, rows));
    }

    /// Budgets are told from the rest by their first field, so that nothing is made a tree of twice.
    private Uni<Books> books(Mutiny.Session session, long changes, List<String> rows) {
        List<JsonNode> declarations =
                rows.stream()
                        .filter(BookStore::isBudget)
                        .map(r -> Rows.read(r, JsonNode.class))
                        .toList();
        return rates.of(
                        session,
                        declarations.stream()
                                .map(d -> d.get("spec").path("currency").asText())
                                .toList())
                .map(rated -> books(known(changes, declarations, rated), rows));
    }

    private KnownBooks known(long changes, List<JsonNode> declarations, KnownRates rated) {
        List<BudgetRow> budgets = new ArrayList<>();
        List<AccountRow> accounts = new ArrayList<>();
        for (JsonNode row : declarations) {
            budgets.add(budget(row, rated));
            row.get("accounts").forEach(a -> accounts.add(AccountRow.of(a)));
        }
        budgets.sort(Comparator.comparing(BudgetRow::name));
        return KnownBooks.of(changes, budgets, accounts);
    }

    private static boolean isBudget(String row) {
        return row.startsWith("{\"name\"");
    }

    private static boolean isLock(String row) {
        return row.startsWith("{\"changes\"");
    }

    /// Row by row: of a large fleet, not all that was read should be there as text, as a tree and as a lease at once.
    private Books books(KnownBooks known, List<String> rows) {
        List<LeaseRow> leases = new ArrayList<>();
        List<NodeFacts> facts = new ArrayList<>();
        for (String text : rows) {
            if (isBudget(text) || isLock(text)) {
                continue;
            }
            JsonNode row = Rows.read(text, JsonNode.class);
            if (row.has("purchase")) {
                leases.add(LeaseRow.of(row));
            } else {
                facts.add(NodeFacts.of(row));
            }
        }
        leases.sort(Comparator.comparing(LeaseRow::node));
        return new Books(clock.instant(), known, leases, facts);
    }

    private BudgetRow budget(JsonNode row, KnownRates known) {
        JsonNode spec = row.get("spec");
        return declared.compute(
                        row.get("name").asText(),
                        (_, before) ->
                                before != null && before.spec().equals(spec) && before.holds(known)
                                        ? before
                                        : declared(row, known))
                .row()
                .as(row);
    }

    private static Declared declared(JsonNode row, KnownRates known) {
        BudgetSpec spec = Rows.read(row.get("spec"), BudgetSpec.class);
        ExchangeRates rates = known.of(spec);
        return new Declared(row.get("spec"), rates, BudgetRow.of(row, spec, rates));
    }

    static String ids(Collection<NodeId> nodes) {
        return nodes.stream().map(NodeId::toString).distinct().collect(Collectors.joining(","));
    }
}
