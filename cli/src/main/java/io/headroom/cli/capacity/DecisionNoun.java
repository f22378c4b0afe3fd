package io.headroom.cli.capacity;

import java.util.List;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Query;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom decision`: the newest first. `show` takes the ids of placement's decisions, too.
public final class DecisionNoun {
    private static final int MOST = 1000;
    private static final int USUAL = 50;

    private static final Noun NOUN =
            Noun.of(
                            "decision",
                            "/decisions",
                            "What was bought, woken, let go and left, and from which facts.",
                            Column.of("ID", "/id"),
                            Column.of("AT", "/at"),
                            Column.of("BOUGHT", (decision, _) -> count(decision, "buy")),
                            Column.of("WOKEN", (decision, _) -> count(decision, "wake")),
                            Column.of(
                                    "RELEASED",
                                    (decision, _) -> count(decision, "release", "stop", "end")),
                            Column.of("LEFT", (decision, _) -> left(decision)),
                            Column.of("WHY", (decision, _) -> why(decision)),
                            Column.wide("EPOCH", "/epoch"))
                    .read(DecisionNoun::newest);

    private DecisionNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN);
    }

    /// There are thousands a day: some of them, unless more are asked for.
    private static JsonNode newest(ApiClient api, Query query, OptionalInt limit) {
        var most = Math.min(limit.orElse(USUAL), MOST);
        return api.get(query.with("limit", String.valueOf(most)).toString());
    }

    /// Nodes: a purchase may be of several.
    private static String count(JsonNode decision, String... actions) {
        return String.valueOf(
                decision.path("plan")
                        .path("steps")
                        .valueStream()
                        .filter(step -> List.of(actions).contains(step.path("action").asText()))
                        .mapToInt(step -> Math.max(1, step.path("step").path("nodes").size()))
                        .sum());
    }

    private static String left(JsonNode decision) {
        return String.valueOf(
                decision.path("plan")
                        .path("unmet")
                        .valueStream()
                        .mapToInt(unmet -> unmet.path("replicas").asInt())
                        .sum());
    }

    /// The reason of its first step; of the first thing that it left, if it took none.
    private static String why(JsonNode decision) {
        var plan = decision.path("plan");
        return plan.path("steps").isEmpty()
                ? Cells.text(plan.path("unmet").path(0).path("why"))
                : Cells.reason(reason(plan.path("steps").path(0).path("step")));
    }

    private static JsonNode reason(JsonNode step) {
        return step.has("why") ? step.path("why") : step.path("nodes").path(0).path("why");
    }
}
