package io.headroom.cli.money;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Query;
import io.headroom.cli.noun.DeclareCommands;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom budget`: what each may spend, and how it stands.
public final class BudgetNoun {
    static final String PATH = "/budgets";

    private static final Noun NOUN =
            Noun.of(
                            "budget",
                            PATH,
                            "What may be spent, for whom and over which time.",
                            Column.of("NAME", "/name"),
                            Column.of("SCOPE", "/scope"),
                            Column.of("CAP", (budget, _) -> amount(budget)),
                            Column.of("SPENT", "/status/spent"),
                            Column.of("HELD", "/status/committed"),
                            Column.of("FREE", "/status/free"),
                            Column.of("HIGHEST", "/status/highestCommitted"),
                            Column.of("EVERY", "/period/every"),
                            Column.of("ENFORCED", "/enforcement"),
                            Column.of("REACHED", "/status/thresholdsReached"),
                            Column.of("AGE", Cells.age("/createdAt")),
                            Column.wide("FROM", "/status/from"),
                            Column.wide("TO", "/status/to"),
                            Column.wide("VERSION", "/version"),
                            Column.wide("BY", "/updatedBy"))
                    .enriched(BudgetNoun::addStatus);

    private BudgetNoun() {}

    public static CommandLine command() {
        return NounCommand.of(
                NOUN,
                new BudgetStatusCommand(),
                DeclareCommands.put(NOUN),
                DeclareCommands.delete(NOUN));
    }

    /// As it was declared; all that is spent and held of it is in dollars.
    private static String amount(JsonNode budget) {
        var currency = budget.path("currency").asText("USD");
        var amount = Cells.text(budget.path("amount"));
        return currency.equals("USD") ? amount : amount + " " + currency;
    }

    static void addStatus(ApiClient api, List<ObjectNode> budgets) {
        for (var budget : budgets) {
            // One that was deleted just now has none any more.
            api.find(Query.under(PATH, budget.path("name").asText()) + "/status")
                    .ifPresent(status -> budget.set("status", status.body()));
        }
    }
}
