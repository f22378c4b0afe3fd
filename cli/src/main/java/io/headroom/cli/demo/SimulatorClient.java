package io.headroom.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.json.HeadroomJson;

/// Asks the simulated providers what they know and charge: the judge, which Headroom cannot talk round.
final class SimulatorClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    /// @param base the gateway's URL
    SimulatorClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    JsonNode bill() {
        return get("/simulator/v1/bill");
    }

    /// The most that was ever charged and still chargeable together.
    JsonNode highest() {
        return get("/simulator/v1/bill/highest");
    }

    /// Instances that are not gone; a machine of our own is gone when it is off.
    int left() {
        return get("/simulator/v1/instances").path("left").asInt();
    }

    Map<String, Integer> gpusByType() {
        Map<String, Integer> gpus = new HashMap<>();
        get("/simulator/v1/catalogue")
                .findParents("gpuModel")
                .forEach(type -> gpus.put(type.path("name").asText(), type.path("gpus").asInt()));
        return gpus;
    }

    private JsonNode get(String path) {
        try {
            var response =
                    http.send(
                            HttpRequest.newBuilder(base.resolve(path))
                                    .timeout(LIMIT)
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + response.statusCode());
            }
            return HeadroomJson.tolerant().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + path, e);
        }
    }
}
