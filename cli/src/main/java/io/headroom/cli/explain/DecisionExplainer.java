package io.headroom.cli.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Query;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// What one turn of a loop decided, what it left, and the facts that it had.
final class DecisionExplainer implements Explainer {
    private static final int OFFERS = 8;

    @Override
    public Explanation explain(ApiClient api, String id, Instant now) {
        var decision = api.get(Query.under("/decisions", id));
        if (decision.has("plan")) {
            return new Explanation(decision, scaling(decision, now));
        }
        var again = api.get(Query.under("/decisions", id) + "/again");
        ObjectNode both = decision.deepCopy();
        both.set("again", again);
        return new Explanation(both, placement(decision, again, now));
    }

    private static List<String> scaling(JsonNode decision, Instant now) {
        var plan = decision.path("plan");
        var sections =
                new Sections(now)
                        .first(binding(plan))
                        .line(
                                "  %s at %s (%s ago), epoch %s"
                                        .formatted(
                                                decision.path("id").asText(),
                                                decision.path("at").asText(),
                                                Cells.ago(decision.path("at"), now),
                                                decision.path("epoch").asText()))
                        .table(
                                "steps",
                                steps(plan),
                                Column.of("ACTION", "/action"),
                                Column.of("NODE", "/node"),
                                Column.of("POOL", "/offer/pool"),
                                Column.of("TYPE", "/offer/template/instanceType"),
                                Column.of("$/H", "/offer/pricePerHour"),
                                Column.of("WHY", (step, _) -> Sections.reason(step.path("why"))))
                        .table(
                                "left",
                                plan.path("unmet"),
                                Column.of("LANE", "/lane"),
                                Column.of("SHAPE", "/shape"),
                                Column.of("REPLICAS", "/replicas"),
                                Column.of("WHY", "/why"));
        return facts(sections, decision.path("facts")).lines();
    }

    private static String binding(JsonNode plan) {
        if (!plan.path("unmet").isEmpty()) {
            var unmet = plan.path("unmet").path(0);
            return "%s replica(s) of %s were left: %s"
                    .formatted(
                            unmet.path("replicas").asText(),
                            unmet.path("shape").asText(),
                            unmet.path("why").asText());
        }
        var steps = steps(plan);
        return steps.isEmpty()
                ? "nothing had to be done"
                : steps.getFirst().path("action").asText()
                        + ": "
                        + Sections.reason(steps.getFirst().path("why"));
    }

    /// One for each node: a purchase may be of several.
    private static List<JsonNode> steps(JsonNode plan) {
        var rows = new ArrayList<JsonNode>();
        for (var taken : plan.path("steps")) {
            var step = taken.path("step");
            for (var node : step.has("nodes") ? step.path("nodes") : List.of(step)) {
                ObjectNode row = node.deepCopy();
                rows.add(row.set("action", taken.path("action")));
            }
        }
        return rows;
    }

    /// The facts are large: how many there were of each, and the offers that it chose from.
    private static Sections facts(Sections sections, JsonNode facts) {
        var counts = new ArrayList<String>();
        facts.properties()
                .forEach(fact -> counts.add(fact.getValue().size() + " " + fact.getKey()));
        sections.heading("facts").line("  " + String.join(", ", counts));
        var offers = facts.path("offers");
        offers.valueStream().limit(OFFERS).forEach(o -> sections.line("  " + Cells.text(o)));
        if (offers.size() > OFFERS) {
            sections.line("  … %d more offers: see --json".formatted(offers.size() - OFFERS));
        }
        return sections;
    }

    private static List<String> placement(JsonNode decision, JsonNode again, Instant now) {
        var result = decision.path("result");
        var pending = result.path("pending");
        return new Sections(now)
                .first(
                        pending.isEmpty()
                                ? result.path("placed").size()
                                        + " replica(s) were placed, none waits"
                                : "%d workload(s) wait: %s"
                                        .formatted(
                                                pending.size(),
                                                Sections.reason(pending.path(0).path("reason"))))
                .line(
                        "  %s at %s"
                                .formatted(
                                        decision.path("id").asText(), decision.path("at").asText()))
                .line(
                        again.path("same").asBoolean()
                                ? "  computed again from what it was made from: the same"
                                : "  computed again from what it was made from: ANOTHER plan, see --json")
                .table(
                        "placed",
                        result.path("placed"),
                        Column.of("WORKLOAD", "/workload"),
                        Column.of("REPLICA", "/replica"),
                        Column.of("NODE", "/node"),
                        Column.of("DEVICES", "/devices"),
                        Column.of("WHY", "/why"))
                .table(
                        "waiting",
                        pending,
                        Column.of("WORKLOAD", "/workload"),
                        Column.of("REPLICAS", "/replicas"),
                        Column.of("WHY", "/reason/message"))
                .table(
                        "room is made",
                        result.path("preemptions"),
                        Column.of("FOR", "/by"),
                        Column.of("AT", "/notBefore"),
                        Column.of("WHY", "/why"))
                .table(
                        "leave now",
                        result.path("evictions"),
                        Column.of("WORKLOAD", "/victim"),
                        Column.of("FOR", "/by"),
                        Column.of("WHY", "/why"))
                .lines();
    }
}
