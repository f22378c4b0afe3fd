package io.headroom.cli.explain;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Pages;
import io.headroom.cli.api.Query;
import io.headroom.local.Refused;

/// Finds what somebody means who does not give a whole id.
final class Named {
    private static final int SHORTEST = 4;

    private Named() {}

    /// By its id, or by its name: of several with the same name, the latest.
    static JsonNode workload(ApiClient api, String text) {
        return api.find(Query.under("/workloads", text))
                .map(found -> found.body())
                .or(
                        () ->
                                Pages.of(
                                                api,
                                                Query.of("/workloads").with("name", text),
                                                OptionalInt.empty())
                                        .path("items")
                                        .valueStream()
                                        .max(
                                                Comparator.comparing(
                                                        found -> found.path("createdAt").asText())))
                .orElseThrow(() -> new Refused("there is no workload " + text));
    }

    /// By its id, or by the beginning of it, as tables show it.
    static JsonNode node(ApiClient api, String text) {
        return api.find(Query.under("/nodes", text))
                .map(found -> found.body())
                .orElseGet(() -> nodeThatBegins(api, text));
    }

    private static JsonNode nodeThatBegins(ApiClient api, String text) {
        if (text.length() < SHORTEST) {
            throw new Refused("there is no node " + text);
        }
        List<JsonNode> found =
                Pages.of(api, Query.of("/nodes"), OptionalInt.empty())
                        .path("items")
                        .valueStream()
                        .filter(node -> node.path("id").asText().startsWith(text))
                        .toList();
        return switch (found.size()) {
            case 0 -> throw new Refused("there is no node " + text);
            case 1 -> found.getFirst();
            default ->
                    throw new Refused(
                            found.size() + " nodes begin with " + text + ": give more of the id");
        };
    }
}
