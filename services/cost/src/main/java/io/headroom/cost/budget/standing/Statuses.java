package io.headroom.cost.budget.standing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.BudgetStatus;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.cost.books.AccountRow;
import io.headroom.cost.rate.Rates;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.outlook.SpendCourse;
import io.headroom.engine.budget.period.Span;
import io.headroom.platform.database.Rows;
import io.headroom.platform.rest.Problem;

/// How a budget stands now.
public final class Statuses {

    private static final String COURSE =
            """
            select cast(json_build_object('hour', hour, 'spent', spent) as text) from budget_hour
            where budget = :budget and hour >= cast(cast(:from as text) as timestamptz) order by hour
            """;

    private Statuses() {}

    public static Uni<BudgetStatus> of(
            Mutiny.Session session, Rates rates, String name, Instant now) {
        return BudgetRows.find(session, name)
                .map(row -> row.orElseThrow(() -> Problem.notFound("budget", name)))
                .map(row -> Rows.read(row.get("spec"), BudgetSpec.class))
                .chain(spec -> of(session, rates, name, spec, now));
    }

    /// Of a budget that is declared so.
    static Uni<BudgetStatus> of(
            Mutiny.Session session, Rates rates, String name, BudgetSpec spec, Instant now) {
        return rates.of(session, List.of(spec.currency()))
                .map(known -> Budget.of(name, spec, known.of(spec)))
                .chain(
                        budget ->
                                BudgetRows.accounts(session, name, now)
                                        .chain(rows -> status(session, budget, rows, now)));
    }

    private static Uni<BudgetStatus> status(
            Mutiny.Session session, Budget budget, List<JsonNode> accounts, Instant now) {
        String name = budget.name();
        Optional<Span> period = budget.period().current(now);
        if (period.isEmpty()) {
            return Uni.createFrom().item(unlimited(budget, now));
        }
        AccountRow stands =
                tightest(budget, accounts, now)
                        .orElse(AccountRow.fresh(Account.empty(name, period.get())));
        Instant since = SpendCourse.lookBack(now);
        return Rows.documents(session, COURSE, Map.of("budget", name, "from", since.toString()))
                .map(hours -> status(budget, stands, SpendCourse.of(hours(hours), now), now));
    }

    /// Of rolling windows, the one that leaves least: what is bought now must fit into each of them. Any other period is the
    /// only one that contains a moment.
    static Optional<AccountRow> tightest(Budget budget, List<JsonNode> accounts, Instant now) {
        List<Span> present = budget.period().at(now);
        return accounts.stream()
                .map(AccountRow::of)
                .filter(a -> present.contains(a.account().period()))
                .min(
                        Comparator.comparing(
                                        (AccountRow a) ->
                                                a.account().cap(budget).minus(a.account().held()))
                                .thenComparing(a -> a.account().period().from()));
    }

    static List<SpendCourse.Hour> hours(List<JsonNode> rows) {
        return rows.stream()
                .map(
                        r ->
                                new SpendCourse.Hour(
                                        Rows.instant(r.get("hour")),
                                        new Money(r.get("spent").asLong())))
                .toList();
    }

    /// Outside of its dates and hours it limits nothing.
    private static BudgetStatus unlimited(Budget budget, Instant now) {
        Money none = Money.ZERO;
        Money amount = budget.capAt(now);
        return new BudgetStatus(
                budget.name(),
                amount,
                none,
                none,
                none,
                amount,
                none,
                null,
                null,
                List.of(),
                none,
                none,
                List.of(),
                null,
                budget.rates().at(now).orElse(null));
    }

    private static BudgetStatus status(
            Budget budget, AccountRow row, SpendCourse course, Instant now) {
        Account account = row.account();
        Money cap = account.cap(budget);
        Money free = cap.minus(account.held()).max(Money.ZERO);
        return new BudgetStatus(
                budget.name(),
                cap,
                account.spent(),
                account.committed(),
                account.reserve(),
                free,
                account.highest(),
                account.period().from(),
                account.period().to(),
                row.reached(),
                account.carried(),
                row.neverUsed(),
                account.restrictions().stream().map(DashedEnums::nameOf).toList(),
                course.outlook(budget, account, now).orElse(null),
                budget.rates().at(account.period().from()).orElse(null));
    }
}
