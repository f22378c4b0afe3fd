package io.headroom.cli.explain;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Query;
import io.headroom.cli.render.Bar;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// Why a workload waits, runs or has ended, with what it waits for: capacity on the way, or a budget.
final class WorkloadExplainer implements Explainer {
    private static final String COMING = "requested,launching,booting";

    @Override
    public Explanation explain(ApiClient api, String id, Instant now) {
        var workload = Named.workload(api, id);
        var path = Query.under("/workloads", workload.path("id").asText());
        var facts = JsonNodeFactory.instance.objectNode();
        facts.set("reason", workload.path("reason"));
        facts.set("workload", workload);
        facts.set("story", api.get(path + "/story").path("items"));
        if (workload.path("state").asText().equals("pending")) {
            addBudget(api, workload.path("reason"), facts);
            facts.set("coming", coming(api, workload.path("lane").asText()));
        }
        return new Explanation(facts, lines(facts, now));
    }

    private static void addBudget(ApiClient api, JsonNode reason, ObjectNode facts) {
        if (reason.has("budget")) {
            api.find(Query.under("/budgets", reason.path("budget").asText()) + "/status")
                    .ifPresent(status -> facts.set("budget", status.body()));
        }
    }

    private static JsonNode coming(ApiClient api, String lane) {
        var nodes = JsonNodeFactory.instance.arrayNode();
        api.get(Query.of("/nodes").with("state", COMING).with("limit", "100").toString())
                .path("items")
                .valueStream()
                .filter(node -> node.path("lane").asText().equals(lane))
                .forEach(nodes::add);
        return nodes;
    }

    private static List<String> lines(JsonNode facts, Instant now) {
        var workload = facts.path("workload");
        var sections = new Sections(now).first(summary(workload, now));
        if (facts.has("budget")) {
            sections.line(
                    "  budget "
                            + facts.path("budget").path("budget").asText()
                            + "  "
                            + Bar.ofBudget(facts.path("budget")));
        }
        sections.line(
                "  %s, %s of tenant %s in lane %s, priority %d, attempt %d"
                        .formatted(
                                workload.path("id").asText(),
                                workload.path("class").asText(),
                                workload.path("tenant").asText(),
                                workload.path("lane").asText(),
                                workload.path("priority").asInt(),
                                workload.path("attempt").asInt()));
        if (workload.has("deadline")) {
            sections.line("  " + deadline(workload));
        }
        return sections.table(
                        "story",
                        facts.path("story"),
                        Column.of("AT", "/at"),
                        Column.of("WHAT", "/what"),
                        Column.of("DETAIL", "/detail"))
                .table(
                        "coming to its lane",
                        facts.path("coming"),
                        Column.of("NODE", "/id"),
                        Column.of("TYPE", "/template/instanceType"),
                        Column.of("STATE", "/state"),
                        Column.of("ASKED-FOR", Cells.age("/createdAt")),
                        Column.of("WHY", "/reason/message"))
                .lines();
    }

    private static String deadline(JsonNode workload) {
        return "deadline "
                + workload.path("deadline").asText()
                + switch (workload.path("deadlineOutlook").asText()) {
                    case "on-time" -> ": kept, as things are";
                    case "at-risk" -> ": kept if nothing takes longer than it is thought to";
                    case "will-miss" -> ": will be missed, as things are";
                    case "met" -> ": met";
                    case "missed" -> ": missed";
                    default -> "";
                };
    }

    private static String summary(JsonNode workload, Instant now) {
        var name = workload.path("name").asText();
        var state = workload.path("state").asText();
        return switch (state) {
            case "pending" ->
                    "%s waits since %s: %s"
                            .formatted(
                                    name,
                                    Cells.ago(workload.path("createdAt"), now),
                                    Sections.reason(workload.path("reason")));
            case "failed" -> name + " failed: " + Sections.reason(workload.path("reason"));
            case "succeeded", "cancelled" ->
                    name + " " + state + " at " + Cells.text(workload.path("endedAt"));
            default ->
                    workload.path("startedAt").isTextual()
                            ? name + " runs since " + Cells.ago(workload.path("startedAt"), now)
                            : name + " is " + state;
        };
    }
}
