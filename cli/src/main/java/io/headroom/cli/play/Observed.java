package io.headroom.cli.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.headroom.cli.api.ApiClient;

/// What the running system says of itself at one moment, by REST.
public record Observed(JsonNode queue, List<JsonNode> nodes, JsonNode budget) {

    public static Observed now(ApiClient api, String budget) {
        return new Observed(
                api.get("/queue"),
                pages(
                        api,
                        "/nodes?state=requested,launching,booting,ready,warm,draining,terminating&limit=500"),
                quietly(api, "/budgets/" + budget + "/status"));
    }

    private static JsonNode quietly(ApiClient api, String path) {
        try {
            return api.get(path);
        } catch (RuntimeException _) {
            return MissingNode.getInstance();
        }
    }

    /// All items of a list, page by page.
    public static List<JsonNode> pages(ApiClient api, String path) {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        do {
            String cursor =
                    next.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "after=" + next;
            JsonNode page = api.get(path + cursor);
            page.path("items").forEach(items::add);
            next = page.path("next").asText("");
        } while (!next.isEmpty() && !next.equals("null"));
        return items;
    }

    /// How many nodes a pool has in each state.
    Map<String, Map<String, Integer>> byPool() {
        Map<String, Map<String, Integer>> pools = new TreeMap<>();
        for (JsonNode node : nodes) {
            pools.computeIfAbsent(node.path("pool").asText(), _ -> new TreeMap<>())
                    .merge(node.path("state").asText(), 1, Integer::sum);
        }
        return pools;
    }

    public int gpus(String state) {
        return nodes.stream()
                .filter(n -> n.path("state").asText().equals(state))
                .mapToInt(n -> n.path("template").path("gpus").asInt())
                .sum();
    }

    /// Workloads that have not ended.
    public long unfinished() {
        return live("pending") + live("placed") + live("starting") + live("running");
    }

    public long live(String state) {
        return queue.path("live").path(state).asLong();
    }
}
