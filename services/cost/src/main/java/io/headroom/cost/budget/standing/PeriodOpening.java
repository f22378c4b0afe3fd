package io.headroom.cost.budget.standing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.cost.books.AccountRow;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.BudgetRow;
import io.headroom.engine.budget.book.CarryOver;
import io.headroom.engine.budget.period.Span;
import io.headroom.platform.database.Rows;

/// Gives a period that begins what the one before it left over. Until then it has its own amount alone, which is less.
@Singleton
public final class PeriodOpening {

    private static final String UNOPENED =
            """
            select cast(to_json(b.name) as text) from budget b where b.spec ->> 'carryOver' is not null
            and not exists (select 1 from account a where a.budget = b.name and a.opened
                and a.period_from <= cast(cast(:now as text) as timestamptz)
                and a.period_to > cast(cast(:now as text) as timestamptz))
            """;

    private static final String BEFORE =
            """
            select cast(to_json(a) as text) from account a where budget = :budget
            and period_from = cast(cast(:from as text) as timestamptz)
            """;

    private static final String OPEN =
            """
            insert into account as a (budget, period_from, period_to, spent, committed, highest, carried, opened)
            values (cast(:budget as text), cast(cast(:from as text) as timestamptz),
                cast(cast(:to as text) as timestamptz), 0, 0, 0, :carried, true)
            on conflict (budget, period_from) do update set carried = excluded.carried, opened = true
            """;

    private final BookStore store;
    private final InstantSource clock;

    @Inject
    PeriodOpening(BookStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Budgets whose period has begun and was not opened yet.
    public Uni<List<String>> due(Mutiny.Session session) {
        return Rows.documents(session, UNOPENED, Map.of("now", clock.instant().toString()))
                .map(rows -> rows.stream().map(JsonNode::asText).toList());
    }

    public Uni<Void> open(Mutiny.Session session, List<String> names) {
        return store.open(session, List.of())
                .chain(
                        books -> {
                            Uni<Void> all = Uni.createFrom().voidItem();
                            for (String name : names) {
                                Optional<BudgetRow> row = books.budget(name);
                                if (row.isPresent()) {
                                    all = all.chain(() -> open(session, row.get(), books.now()));
                                }
                            }
                            return all;
                        });
    }

    private static Uni<Void> open(Mutiny.Session session, BudgetRow row, Instant now) {
        Optional<Span> period = row.budget().period().current(now);
        if (period.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return carried(session, row, now)
                .chain(
                        carried ->
                                Rows.execute(
                                        session,
                                        OPEN,
                                        Map.of(
                                                "budget", row.name(),
                                                "from", period.get().from().toString(),
                                                "to", period.get().to().toString(),
                                                "carried", carried.micros())))
                .replaceWithVoid();
    }

    /// A period without an account was before the budget, or nobody was there to open it: it leaves nothing.
    private static Uni<Money> carried(Mutiny.Session session, BudgetRow row, Instant now) {
        Money declared = row.spec().carryOver();
        Optional<Span> before = CarryOver.before(row.budget(), now);
        if (declared == null || before.isEmpty()) {
            return Uni.createFrom().item(Money.ZERO);
        }
        Instant opens = row.budget().period().current(now).map(Span::from).orElse(now);
        Money most = row.budget().rates().limit(declared, opens);
        return Rows.documents(
                        session,
                        BEFORE,
                        Map.of("budget", row.name(), "from", before.get().from().toString()))
                .map(
                        rows ->
                                rows.isEmpty()
                                        ? Money.ZERO
                                        : CarryOver.from(
                                                AccountRow.of(rows.getFirst()).account(),
                                                row.budget(),
                                                most));
    }
}
