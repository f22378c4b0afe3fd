package io.headroom.cli.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Pages;
import io.headroom.cli.api.Query;
import io.headroom.cli.api.SimulatorClient;
import io.headroom.contracts.time.VirtualClock;

/// Everything that an audit compares, read once.
///
/// @param nodes all there ever were that are still kept, by id
/// @param leases by node
/// @param costs what the ledger says that each node cost, by id
/// @param slack how far apart two may be in what they know of a machine's beginning and end
/// @param bill what the simulated providers charge, item by item; empty where they are real
record Facts(
        Instant now,
        Duration slack,
        Map<String, JsonNode> nodes,
        Map<String, JsonNode> leases,
        Map<String, Double> costs,
        List<JsonNode> providers,
        List<JsonNode> budgets,
        Optional<List<JsonNode>> bill) {

    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration CALLS_REAL = Duration.ofSeconds(3);

    static Facts read(ApiClient api, Optional<SimulatorClient> simulator, InstantSource clock) {
        // The bill first: a machine that comes meanwhile is then in none or in both.
        var bill = simulator.map(s -> s.bill().path("items").valueStream().toList());
        var costs = new LinkedHashMap<String, Double>();
        for (var item : api.get("/costs?by=node").path("items")) {
            costs.put(item.path("group").path("node").asText(), item.path("amount").asDouble());
        }
        return new Facts(
                clock.instant(),
                slack(clock),
                byKey(all(api, "/nodes"), "id"),
                byKey(all(api, "/leases"), "node"),
                costs,
                api.get("/providers").path("items").valueStream().toList(),
                all(api, "/budgets")
                        .flatMap(
                                b ->
                                        api
                                                .find(
                                                        Query.under(
                                                                        "/budgets",
                                                                        b.path("name").asText())
                                                                + "/status")
                                                .stream())
                        .map(answer -> answer.body())
                        .toList(),
                bill);
    }

    /// A minute; on a fast clock, what the few seconds of a call, or of a service that starts, come to.
    private static Duration slack(InstantSource clock) {
        var speed = clock instanceof VirtualClock virtual ? virtual.speed() : 1;
        var calls = CALLS_REAL.multipliedBy(speed);
        return calls.compareTo(LEAST) > 0 ? calls : LEAST;
    }

    private static Stream<JsonNode> all(ApiClient api, String path) {
        return Pages.of(api, Query.of(path), OptionalInt.empty()).path("items").valueStream();
    }

    private static Map<String, JsonNode> byKey(Stream<JsonNode> items, String key) {
        var map = new LinkedHashMap<String, JsonNode>();
        items.forEach(item -> map.put(item.path(key).asText(), item));
        return map;
    }

    /// The node that a machine was launched for, as its tags say.
    static String nodeOf(JsonNode machine) {
        var labels = machine.path("labels");
        return labels.path("headroom:node").asText(labels.path("headroom-node").asText(""));
    }
}
