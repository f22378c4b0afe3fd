package io.headroom.cost.books;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.budget.Money;
import io.headroom.cost.sql.Sql;
import io.headroom.engine.budget.Account;
import io.headroom.engine.budget.Span;

/// An account as stored, with the thresholds that were reached in its period.
public record AccountRow(Account account, List<Integer> reached, boolean refusing) {

    public static AccountRow of(JsonNode row) {
        List<Integer> reached = new ArrayList<>();
        row.get("reached").forEach(percent -> reached.add(percent.asInt()));
        return new AccountRow(
                new Account(
                        row.get("budget").asText(),
                        new Span(
                                Sql.instant(row.get("period_from")),
                                Sql.instant(row.get("period_to"))),
                        new Money(row.get("spent").asLong()),
                        new Money(row.get("committed").asLong()),
                        new Money(row.get("highest").asLong())),
                reached,
                row.get("refusing").asBoolean());
    }
}
