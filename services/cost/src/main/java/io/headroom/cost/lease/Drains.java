package io.headroom.cost.lease;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.cost.books.BudgetRow;
import io.headroom.cost.books.LeaseRow;
import io.headroom.engine.budget.DrainPlan;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.limit.Restriction;
import io.headroom.engine.budget.period.Span;
import io.headroom.platform.database.Rows;

/// Ends the least important nodes of budgets whose threshold says so, until what is left lasts to the period's end.
@Singleton
final class Drains {

    private static final String DRAINING =
            """
            select cast(to_json(budget) as text) from account where 'drain' = any(restrictions)
            and period_from <= cast(cast(:now as text) as timestamptz)
            and period_to > cast(cast(:now as text) as timestamptz) limit 1
            """;

    private final BookStore store;
    private final Renewals renewals;
    private final InstantSource clock;

    @Inject
    Drains(BookStore store, Renewals renewals, InstantSource clock) {
        this.store = store;
        this.renewals = renewals;
        this.clock = clock;
    }

    /// Whether there is any budget that drains.
    Uni<Boolean> areAny(Mutiny.Session session) {
        return Rows.documents(session, DRAINING, Map.of("now", clock.instant().toString()))
                .map(rows -> !rows.isEmpty());
    }

    Uni<Void> run(Mutiny.Session session) {
        return store.openWhole(session)
                .chain(
                        books -> {
                            books.budgetRows().forEach(row -> drain(books, row));
                            return store.close(session, books);
                        });
    }

    private void drain(Books books, BudgetRow row) {
        Optional<Span> period = row.budget().period().current(books.now());
        if (period.isEmpty()) {
            return;
        }
        Account account = books.accounts().get(row.name(), period.get());
        if (!account.restrictions().contains(Restriction.DRAIN)) {
            return;
        }
        List<PaidNode> open =
                books.leases().stream()
                        .map(LeaseRow::paid)
                        .filter(p -> p.standing() == PaidNode.Standing.OPEN)
                        .filter(p -> p.lease().budgets().contains(row.name()))
                        .toList();
        for (PaidNode going : DrainPlan.goes(open, account, row.budget(), books.now())) {
            NodeId node = going.spend().node();
            books.lease(node).ifPresent(lease -> renewals.drain(books, lease, row.name()));
        }
    }
}
