package io.headroom.cost.rate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.ExchangeRate;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.cost.books.BudgetRow;
import io.headroom.platform.database.Rows;
import io.headroom.platform.rest.Problem;

/// Adds a rate at the end of those of its currency, where no money was granted yet that it would have changed.
@Singleton
final class RateKeeping {

    private static final String NEWEST =
            RatesResource.ALL + " where currency = :currency order by \"from\" desc limit 1";

    /// A period whose money was granted, or begun to be, by the rate before.
    private static final String BEGUN =
            """
            select cast(json_build_object('budget', a.budget, 'from', a.period_from) as text)
            from account a join budget b on b.name = split_part(a.budget, '/', 1)
            where b.spec ->> 'currency' = :currency and a.period_from >= cast(cast(:from as text) as timestamptz)
            order by a.period_from desc limit 1
            """;

    private static final String ADD =
            """
            insert into rate (currency, from_at, dollars, said_at, said_by)
            values (:currency, cast(cast(:from as text) as timestamptz), cast(cast(:dollars as text) as numeric),
                cast(cast(:now as text) as timestamptz), cast(:who as text))
            """;

    /// @param fresh whether it was not there before
    record Kept(RateView rate, boolean fresh) {}

    private final BookStore store;

    @Inject
    RateKeeping(BookStore store) {
        this.store = store;
    }

    /// With the books open, so that nobody is granted money by the rate before meanwhile.
    Uni<Kept> keep(Mutiny.Session session, String currency, RateBody body, String who) {
        return store.open(session, List.of())
                .chain(
                        books ->
                                newest(session, currency)
                                        .chain(
                                                last ->
                                                        keep(
                                                                session, books, last, currency,
                                                                body, who)));
    }

    private Uni<Kept> keep(
            Mutiny.Session session,
            Books books,
            Optional<RateView> last,
            String currency,
            RateBody body,
            String who) {
        ExchangeRate rate = body.rate(currency, books.now());
        if (last.filter(l -> isSaid(l, rate, body)).isPresent()) {
            return Uni.createFrom().item(new Kept(last.get(), false));
        }
        last.filter(l -> !l.from().isBefore(rate.from()))
                .ifPresent(
                        l -> {
                            throw Problem.conflict(
                                    "from",
                                    "must be after %s, from when on the last one holds: no rate is rewritten"
                                            .formatted(l.from()));
                        });
        requireNotPast(rate, books);
        return requireNotBegun(session, rate)
                .chain(() -> add(session, rate, who, books.now()))
                .chain(() -> newest(session, currency))
                .map(added -> new Kept(added.orElseThrow(), true));
    }

    private static boolean isSaid(RateView last, ExchangeRate rate, RateBody body) {
        boolean same = last.rate().dollars().compareTo(rate.dollars()) == 0;
        return same && (body.holdsFromNow() || last.from().equals(rate.from()));
    }

    private static void requireNotPast(ExchangeRate rate, Books books) {
        List<String> used =
                books.budgetRows().stream()
                        .filter(row -> row.spec().currency().equals(rate.currency()))
                        .map(BudgetRow::name)
                        .toList();
        if (!used.isEmpty() && rate.from().isBefore(books.now().truncatedTo(ChronoUnit.SECONDS))) {
            throw Problem.unprocessable(
                    "from",
                    "must not be in the past, as budgets are in %s: %s"
                            .formatted(rate.currency(), String.join(", ", used)));
        }
    }

    private static Uni<Void> requireNotBegun(Mutiny.Session session, ExchangeRate rate) {
        return Rows.documents(
                        session,
                        BEGUN,
                        Map.of("currency", rate.currency(), "from", rate.from().toString()))
                .invoke(
                        begun -> {
                            if (!begun.isEmpty()) {
                                throw begun(begun.getFirst());
                            }
                        })
                .replaceWithVoid();
    }

    private static RuntimeException begun(JsonNode period) {
        return Problem.conflict(
                "from",
                "must be after %s: money of the period of %s that begins then is granted by the rate before"
                        .formatted(
                                Rows.instant(period.get("from")), period.get("budget").asText()));
    }

    private static Uni<Integer> add(
            Mutiny.Session session, ExchangeRate rate, String who, Instant now) {
        return Rows.execute(
                session,
                ADD,
                Map.of(
                        "currency", rate.currency(),
                        "from", rate.from().toString(),
                        "dollars", rate.dollars().toPlainString(),
                        "now", now.toString(),
                        "who", who));
    }

    private static Uni<Optional<RateView>> newest(Mutiny.Session session, String currency) {
        return Rows.list(session, NEWEST, Map.of("currency", currency), RateView.class)
                .map(rows -> rows.stream().findFirst().map(RateView::plain));
    }
}
