package io.headroom.cost.budget;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.cost.books.AccountRow;
import io.headroom.cost.books.BudgetRow;
import io.headroom.cost.books.ThresholdsReached;
import io.headroom.cost.budget.standing.BudgetRows;
import io.headroom.engine.budget.book.Account;
import io.headroom.platform.database.Rows;

/// Forgets which thresholds were reached when amount or thresholds changed: those still reached are found again at once.
final class AccountsReset {

    private static final String RESET =
            """
            update account set reached = cast(string_to_array(:reached, ',') as integer[]), refusing = (:refusing = 1),
                restrictions = cast(string_to_array(:restrictions, ',') as text[])
            where budget = :budget and period_from = cast(cast(:from as text) as timestamptz)
            """;

    private AccountsReset() {}

    /// Whether a budget that refused new workloads does no longer.
    static Uni<Boolean> of(Mutiny.Session session, BudgetRow row, Instant now) {
        return BudgetRows.accounts(session, row.name(), now)
                .chain(accounts -> reset(session, row, now, accounts));
    }

    private static Uni<Boolean> reset(
            Mutiny.Session session, BudgetRow row, Instant now, List<JsonNode> accounts) {
        for (JsonNode stored : accounts) {
            AccountRow before = AccountRow.of(stored);
            Account account = before.account();
            if (account.period().contains(now)) {
                AccountRow unreached =
                        new AccountRow(
                                account.restricted(List.of()),
                                List.of(),
                                false,
                                before.opened(),
                                before.neverUsed());
                ThresholdsReached after =
                        ThresholdsReached.of(
                                unreached, row.spec().thresholds(), account, row.budget());
                // Fresh ones are left to the next posting, which says them.
                List<String> kept =
                        after.all().stream()
                                .filter(before.reached()::contains)
                                .map(String::valueOf)
                                .toList();
                boolean refusing = before.refusing() && after.refusing();
                String restrictions =
                        after.restrictions().stream()
                                .filter(account.restrictions()::contains)
                                .map(DashedEnums::nameOf)
                                .collect(Collectors.joining(","));
                return Rows.execute(
                                session,
                                RESET,
                                Map.of(
                                        "reached", String.join(",", kept),
                                        "refusing", refusing ? 1 : 0,
                                        "restrictions", restrictions,
                                        "budget", row.name(),
                                        "from", account.period().from().toString()))
                        .replaceWith(before.refusing() && !refusing);
            }
        }
        return Uni.createFrom().item(false);
    }
}
