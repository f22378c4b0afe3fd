package io.headroom.cli.explain;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Query;
import io.headroom.cli.noun.Findings;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// Why a node is in its state, what it was bought for, how long it took, and the money that lets it run.
final class NodeExplainer implements Explainer {
    @Override
    public Explanation explain(ApiClient api, String text, Instant now) {
        var node = Named.node(api, text);
        var id = node.path("id").asText();
        var facts = JsonNodeFactory.instance.objectNode();
        facts.set("reason", node.path("reason"));
        facts.set("node", node);
        facts.set("leases", api.get(Query.of("/leases").with("node", id).toString()).path("items"));
        var fleet = Findings.byName(api, "/fleet/nodes?limit=1000", "items", "id").get(id);
        if (fleet != null) {
            facts.set("boughtFor", fleet.path("boughtFor"));
            facts.set("usedMilliGpu", fleet.path("usedMilliGpu"));
            facts.set("leadTime", fleet.path("leadTime"));
        }
        facts.set("stages", stages(node.path("stages")));
        return new Explanation(facts, lines(facts, now));
    }

    private static JsonNode stages(JsonNode stages) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var stage : List.of("requested", "granted", "accepted", "joined", "ready")) {
            if (stages.path(stage).isTextual()) {
                list.addObject().put("stage", stage).set("at", stages.path(stage));
            }
        }
        return list;
    }

    /// Whether it was about moving what runs on it.
    private static boolean emptied(JsonNode node) {
        String code = node.at("/keptFor/code").asText();
        return code.equals("not-emptied") || code.equals("only-advised");
    }

    private static String disturbed(JsonNode disturbance, Instant now) {
        return "  disturbed since %s: what runs there waits for %s; it takes no online-inference"
                .formatted(
                        Cells.ago(disturbance.path("since"), now), disturbance.path("by").asText());
    }

    private static List<String> lines(JsonNode facts, Instant now) {
        var node = facts.path("node");
        var sections =
                new Sections(now)
                        .first(
                                "%s is %s since %s: %s"
                                        .formatted(
                                                node.path("id").asText(),
                                                node.path("state").asText(),
                                                Cells.ago(node.path("since"), now),
                                                Sections.reason(node.path("reason"))))
                        .line(
                                "  %s, %s in %s, pool %s, lane %s, $%s an hour"
                                        .formatted(
                                                node.path("template").path("instanceType").asText(),
                                                node.path("capacityType").asText(),
                                                node.path("zone").asText(),
                                                node.path("pool").asText(),
                                                node.path("lane").asText(),
                                                node.path("pricePerHour").asText()));
        if (node.has("keptFor")) {
            String how =
                    node.path("state").asText().equals("warm")
                            ? "kept stopped"
                            : emptied(node) ? "kept with its work" : "kept although idle";
            sections.line("  " + how + ": " + Sections.reason(node.path("keptFor")));
        }
        if (node.has("disturbance")) {
            sections.line(disturbed(node.path("disturbance"), now));
        }
        if (facts.has("boughtFor")) {
            sections.line("  bought for: " + Sections.reason(facts.path("boughtFor")));
        }
        if (facts.has("usedMilliGpu")) {
            sections.line(
                    "  %s of %s GPUs are used; lead time %s"
                            .formatted(
                                    Cells.gpus(facts.path("usedMilliGpu").asLong()),
                                    node.path("template").path("gpus").asText(),
                                    Cells.duration(facts.path("leadTime"))));
        }
        return sections.table(
                        "how it came to be",
                        facts.path("stages"),
                        Column.of("STAGE", "/stage"),
                        Column.of("AT", "/at"),
                        Column.of("AGO", Cells.age("/at")))
                .table(
                        "its money",
                        facts.path("leases"),
                        Column.of("STATE", "/state"),
                        Column.of("HELD", "/held"),
                        Column.of("CHARGED", "/charged"),
                        Column.of("UNTIL", "/until"),
                        Column.of("DRAIN-BY", "/drainBy"),
                        Column.of("BUDGETS", "/budgets"))
                .lines();
    }
}
