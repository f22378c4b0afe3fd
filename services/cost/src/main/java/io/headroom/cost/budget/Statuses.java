package io.headroom.cost.budget;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.BudgetStatus;
import io.headroom.contracts.budget.Money;
import io.headroom.cost.books.AccountRow;
import io.headroom.cost.sql.Sql;
import io.headroom.engine.budget.Account;
import io.headroom.engine.budget.Budget;
import io.headroom.engine.budget.Span;
import io.headroom.platform.rest.Problem;

/// How a budget stands now.
final class Statuses {

    private Statuses() {}

    static Uni<BudgetStatus> of(Mutiny.Session session, String name, Instant now) {
        return BudgetRows.find(session, name)
                .map(row -> row.orElseThrow(() -> Problem.notFound("budget", name)))
                .chain(
                        row ->
                                BudgetRows.accounts(session, name, now)
                                        .map(
                                                accounts ->
                                                        status(
                                                                name,
                                                                Sql.read(
                                                                        row.get("spec"),
                                                                        BudgetSpec.class),
                                                                accounts,
                                                                now)));
    }

    private static BudgetStatus status(
            String name, BudgetSpec spec, List<JsonNode> accounts, Instant now) {
        Optional<Span> period = Budget.of(name, spec).period().at(now);
        if (period.isEmpty()) {
            Money none = Money.ZERO;
            return new BudgetStatus(
                    name, spec.amount(), none, none, spec.amount(), none, null, null, List.of());
        }
        AccountRow row =
                accounts.stream()
                        .map(AccountRow::of)
                        .filter(a -> a.account().period().equals(period.get()))
                        .findFirst()
                        .orElse(
                                new AccountRow(
                                        Account.empty(name, period.get()), List.of(), false));
        Account account = row.account();
        return new BudgetStatus(
                name,
                spec.amount(),
                account.spent(),
                account.committed(),
                spec.amount().minus(account.held()).max(Money.ZERO),
                account.highest(),
                period.get().from(),
                period.get().to(),
                row.reached());
    }
}
