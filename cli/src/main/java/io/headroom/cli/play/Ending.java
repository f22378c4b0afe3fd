package io.headroom.cli.play;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.SimulatorClient;
import io.headroom.contracts.json.HeadroomJson;

/// Ends what a played trace began: nothing runs on, and the providers have nothing of ours any more.
public final class Ending {
    private static final List<String> POOL_FIELDS =
            List.of(
                    "provider",
                    "region",
                    "zones",
                    "instanceTypes",
                    "capacityTypes",
                    "lane",
                    "min",
                    "max",
                    "warm",
                    "labels",
                    "machines");

    private Ending() {}

    /// Cancels what has not ended.
    ///
    /// @return the ids of what was cancelled
    public static List<String> cancelRest(ApiClient api) {
        List<String> cancelled = new ArrayList<>();
        for (String state : List.of("pending", "placed", "starting", "running")) {
            for (JsonNode workload : Observed.pages(api, "/workloads?limit=500&state=" + state)) {
                String id = workload.path("id").asText();
                JsonNode answer =
                        api.post(
                                "/workloads/" + id + "/cancel",
                                HeadroomJson.mapper().createObjectNode());
                if (answer.path("state").asText().equals("cancelled")) {
                    cancelled.add(id);
                }
            }
        }
        return cancelled;
    }

    /// Gives every node back, and waits until the providers have nothing of ours.
    public static void giveBack(ApiClient api, SimulatorClient simulator)
            throws InterruptedException {
        for (JsonNode pool : Observed.pages(api, "/pools?limit=500")) {
            closePool(api, pool);
        }
        long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (simulator.left() > 0 && System.nanoTime() < until) {
            for (JsonNode node :
                    Observed.pages(
                            api, "/nodes?limit=500&state=requested,launching,booting,ready,warm")) {
                drain(api, node.path("id").asText());
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /// Nothing more is bought for it.
    private static void closePool(ApiClient api, JsonNode pool) {
        ObjectNode spec = HeadroomJson.mapper().createObjectNode();
        for (String field : POOL_FIELDS) {
            if (pool.hasNonNull(field)) {
                spec.set(field, pool.get(field));
            }
        }
        spec.put("mode", "observe");
        JsonNode _ = api.put("/pools/" + pool.path("name").asText(), spec);
    }

    private static void drain(ApiClient api, String node) {
        try {
            ObjectNode at = HeadroomJson.mapper().createObjectNode().put("within", "PT0S");
            JsonNode _ = api.post("/nodes/" + node + "/drain", at);
        } catch (RuntimeException _) {
            // It has just gone by itself, or its state does not allow it yet: looked at again.
            return;
        }
    }
}
