package io.headroom.cli.top;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Pages;
import io.headroom.cli.api.Query;

/// Everything at a glance, put together from what the API says of workloads, nodes, leases and budgets.
final class Overview {
    private final ApiClient api;
    private final Instant now;

    Overview(ApiClient api, Instant now) {
        this.api = api;
        this.now = now;
    }

    ObjectNode read() {
        var fleet = api.get("/fleet");
        var overview = JsonNodeFactory.instance.objectNode();
        overview.put("at", now.toString());
        overview.set("queue", fleet.path("queue"));
        overview.set("nodes", fleet.path("nodes"));
        overview.set("gpus", fleet.path("gpus"));
        overview.set("spend", fleet.path("spend"));
        overview.putArray("waiting").addAll(waiting());
        overview.putArray("pools").addAll(pools(fleet.path("pools")));
        overview.putArray("budgets").addAll(budgets());
        overview.set("decisions", fleet.path("decisions"));
        return overview;
    }

    private List<ObjectNode> waiting() {
        var byClass = new TreeMap<String, List<JsonNode>>();
        all(Query.of("/workloads").with("state", "pending"))
                .forEach(
                        w ->
                                byClass.computeIfAbsent(
                                                w.path("class").asText(), _ -> new ArrayList<>())
                                        .add(w));
        return byClass.entrySet().stream().map(e -> waiting(e.getKey(), e.getValue())).toList();
    }

    private ObjectNode waiting(String workloadClass, List<JsonNode> workloads) {
        var oldest =
                workloads.stream()
                        .map(w -> Instant.parse(w.path("createdAt").asText()))
                        .min(Comparator.naturalOrder())
                        .orElse(now);
        var reasons =
                workloads.stream()
                        .collect(
                                Collectors.groupingBy(
                                        w -> w.path("reason").path("code").asText("?"),
                                        TreeMap::new,
                                        Collectors.counting()));
        var row = JsonNodeFactory.instance.objectNode();
        row.put("class", workloadClass)
                .put("workloads", workloads.size())
                .put("milliGpus", workloads.stream().mapToLong(Overview::milliGpus).sum())
                .put("oldest", Duration.between(oldest, now).toString());
        var counts = row.putObject("reasons");
        reasons.forEach(counts::put);
        return row;
    }

    private static long milliGpus(JsonNode workload) {
        var gpu = workload.path("gpu");
        return workload.path("replicas").asLong(1)
                * gpu.path("count").asLong(1)
                * gpu.path("milli").asLong(1000);
    }

    private List<ObjectNode> pools(JsonNode pools) {
        var nodes = api.get("/fleet/nodes?limit=1000").path("items");
        var pool =
                nodes.valueStream()
                        .collect(
                                Collectors.toMap(
                                        n -> n.path("id").asText(),
                                        n -> n.path("pool").asText(),
                                        (a, _) -> a));
        var held = held(pool);
        return pools.valueStream()
                .map(
                        known -> {
                            ObjectNode row = known.deepCopy();
                            var name = known.path("name").asText();
                            row.put(
                                    "held",
                                    String.format(
                                            Locale.ROOT, "%.2f", held.getOrDefault(name, 0.0)));
                            LeadTimes.of(nodes, name)
                                    .ifPresent(t -> row.put("leadTime", t.toString()));
                            newestReason(nodes, name, row);
                            return row;
                        })
                .toList();
    }

    /// Dollars that leases hold, by pool.
    private Map<String, Double> held(Map<String, String> pool) {
        return all(Query.of("/leases"))
                .valueStream()
                .collect(
                        Collectors.groupingBy(
                                lease -> pool.getOrDefault(lease.path("node").asText(), ""),
                                Collectors.summingDouble(lease -> lease.path("held").asDouble())));
    }

    /// Why the pool's latest node is as it is.
    private static void newestReason(JsonNode nodes, String pool, ObjectNode row) {
        nodes.valueStream()
                .filter(node -> node.path("pool").asText().equals(pool))
                .max(Comparator.comparing(node -> node.path("since").asText()))
                .ifPresent(node -> row.set("reason", node.path("reason")));
    }

    private List<ObjectNode> budgets() {
        return all(Query.of("/budgets"))
                .valueStream()
                .flatMap(
                        b ->
                                api
                                        .find(
                                                Query.under("/budgets", b.path("name").asText())
                                                        + "/status")
                                        .stream())
                .map(answer -> (ObjectNode) answer.body())
                .toList();
    }

    private JsonNode all(Query query) {
        return Pages.of(api, query, OptionalInt.empty()).path("items");
    }
}
