package io.headroom.cli.money;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Query;
import io.headroom.cli.noun.Filter;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;
import io.headroom.local.Refused;

/// `headroom lease`: by the node that it lets run.
public final class LeaseNoun {
    private static final Noun NOUN =
            Noun.of(
                            "lease",
                            "/leases",
                            "Money that lets a node run, until when.",
                            Column.of("NODE", "/node"),
                            Column.of("TENANT", "/tenant"),
                            Column.of("STATE", "/state"),
                            Column.of("HELD", (lease, _) -> held(lease)),
                            Column.of("CHARGED", "/charged"),
                            Column.of("PAID", "/paid"),
                            Column.of("$/H", "/pricePerHour"),
                            Column.of("UNTIL", "/until"),
                            Column.of("BUDGETS", "/budgets"),
                            Column.of("AGE", Cells.age("/createdAt")),
                            Column.wide("RENEW-AT", "/renewAt"),
                            Column.wide("DRAIN-BY", "/drainBy"),
                            Column.wide("PURCHASE", "/purchase"))
                    .filtered(Filter.of("--node", "ID", "Only that of this node."))
                    .found(LeaseNoun::ofNode);

    private LeaseNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN);
    }

    /// Nothing is held for a node that no budget limits, which is not the same as holding nothing of a budget.
    private static String held(JsonNode lease) {
        return lease.path("budgets").isEmpty() ? Cells.NONE : Cells.text(lease.path("held"));
    }

    private static JsonNode ofNode(ApiClient api, String path, String node) {
        var items = api.get(Query.of(path).with("node", node).toString()).path("items");
        if (items.isEmpty()) {
            throw new Refused("there is no lease of node " + node);
        }
        return items.path(0);
    }
}
