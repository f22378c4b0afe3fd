package io.headroom.cli.explain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Pages;
import io.headroom.cli.api.Query;
import io.headroom.cli.render.Bar;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// What binds a budget: what it has spent and holds, for which nodes, and whom it refused of late.
final class BudgetExplainer implements Explainer {
    private static final int MOST = 10;
    private static final String EVENTS =
            "cost.spend-denied,cost.lease-denied,cost.budget-threshold-reached,cost.budget-opened";

    @Override
    public Explanation explain(ApiClient api, String name, Instant now) {
        var path = Query.under("/budgets", name);
        var facts = JsonNodeFactory.instance.objectNode();
        facts.set("budget", api.get(path));
        facts.set("status", api.get(path + "/status"));
        facts.set("leases", leases(api, name));
        facts.set("events", events(api, name));
        return new Explanation(facts, lines(facts, now));
    }

    private static ArrayNode leases(ApiClient api, String name) {
        var leases = JsonNodeFactory.instance.arrayNode();
        Pages.of(api, Query.of("/leases"), OptionalInt.empty())
                .path("items")
                .valueStream()
                .filter(
                        lease ->
                                lease.path("budgets")
                                        .valueStream()
                                        .anyMatch(b -> b.asText().equals(name)))
                .sorted(Comparator.comparingDouble(lease -> -lease.path("held").asDouble()))
                .forEach(leases::add);
        return leases;
    }

    /// The latest last, as the API has them.
    private static ArrayNode events(ApiClient api, String name) {
        var all =
                api.get(Query.of("/events").with("type", EVENTS).with("limit", "1000").toString())
                        .path("items")
                        .valueStream()
                        .filter(event -> event.path("data").path("budget").asText().equals(name))
                        .toList();
        var latest = JsonNodeFactory.instance.arrayNode();
        all.subList(Math.max(0, all.size() - MOST), all.size()).forEach(latest::add);
        return latest;
    }

    private static List<String> lines(JsonNode facts, Instant now) {
        var status = facts.path("status");
        var leases = facts.path("leases");
        return new Sections(now)
                .first(binding(facts))
                .line("  " + Bar.ofBudget(status))
                .line(
                        "  highest committed $%s; period from %s to %s; %s; for %s"
                                .formatted(
                                        status.path("highestCommitted").asText(),
                                        Cells.text(status.path("from")),
                                        Cells.text(status.path("to")),
                                        facts.path("budget").path("enforcement").asText(),
                                        scope(facts.path("budget").path("scope"))))
                .table(
                        "held by %d lease(s), the largest first".formatted(leases.size()),
                        leases.valueStream().limit(MOST).toList(),
                        Column.of("NODE", "/node"),
                        Column.of("TENANT", "/tenant"),
                        Column.of("STATE", "/state"),
                        Column.of("HELD", "/held"),
                        Column.of("CHARGED", "/charged"),
                        Column.of("UNTIL", "/until"))
                .table(
                        "of late",
                        facts.path("events"),
                        Column.of("TIME", "/time"),
                        Column.of("TYPE", "/type"),
                        Column.of("MISSING", "/data/missing"),
                        Column.of("RETRY", "/data/retryNotBefore"),
                        Column.of("PERCENT", "/data/percent"))
                .lines();
    }

    private static String binding(JsonNode facts) {
        var name = facts.path("budget").path("name").asText();
        var free = facts.path("status").path("free");
        var last = facts.path("events").path(facts.path("events").size() - 1);
        var missing = last.path("data").path("missing");
        if (missing.isTextual()) {
            return "budget %s refused money at %s: it lacked $%s, and has $%s free now"
                    .formatted(name, last.path("time").asText(), missing.asText(), free.asText());
        }
        return "budget %s has $%s free".formatted(name, free.asText());
    }

    private static String scope(JsonNode scope) {
        var text = Cells.text(scope);
        return text.equals(Cells.NONE) ? "everything" : text;
    }
}
