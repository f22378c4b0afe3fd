package io.headroom.cost.books;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.limit.Restriction;
import io.headroom.engine.budget.period.Span;
import io.headroom.platform.database.Rows;

/// An account as stored, with the thresholds that were reached in its period.
///
/// @param neverUsed what was committed for nodes that are gone, and given back
/// @param opened whether it was looked at what the period before left over
public record AccountRow(
        Account account, List<Integer> reached, boolean refusing, boolean opened, Money neverUsed) {

    public static AccountRow of(JsonNode row) {
        List<Integer> reached = new ArrayList<>();
        row.get("reached").forEach(percent -> reached.add(percent.asInt()));
        List<Restriction> restrictions = new ArrayList<>();
        row.get("restrictions").forEach(r -> restrictions.add(Rows.read(r, Restriction.class)));
        return new AccountRow(
                new Account(
                        row.get("budget").asText(),
                        new Span(
                                Rows.instant(row.get("period_from")),
                                Rows.instant(row.get("period_to"))),
                        new Money(row.get("spent").asLong()),
                        new Money(row.get("committed").asLong()),
                        new Money(row.get("reserve").asLong()),
                        new Money(row.get("highest").asLong()),
                        new Money(row.get("carried").asLong()),
                        restrictions),
                reached,
                row.get("refusing").asBoolean(),
                row.get("opened").asBoolean(),
                new Money(row.get("unused").asLong()));
    }

    public static AccountRow fresh(Account account) {
        return new AccountRow(account, List.of(), false, false, Money.ZERO);
    }
}
