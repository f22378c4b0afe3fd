package io.headroom.cli.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.json.HeadroomJson;

/// Asks the simulated providers what they know and charge: the judge, which Headroom cannot talk round.
public final class SimulatorClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    /// @param base the gateway's URL
    public SimulatorClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    public JsonNode bill() {
        return get("/simulator/v1/bill");
    }

    /// The most that was ever charged and still chargeable together.
    public JsonNode highest() {
        return get("/simulator/v1/bill/highest");
    }

    /// Instances that are not gone; a machine of our own is gone when it is off.
    public int left() {
        return get("/simulator/v1/instances").path("left").asInt();
    }

    /// What is sold, and for how much.
    public JsonNode catalogue() {
        return get("/simulator/v1/catalogue");
    }

    public Map<String, Integer> gpusByType() {
        Map<String, Integer> gpus = new HashMap<>();
        catalogue()
                .findParents("gpuModel")
                .forEach(type -> gpus.put(type.path("name").asText(), type.path("gpus").asInt()));
        return gpus;
    }

    /// Every instance there ever was, with its labels.
    public JsonNode instances() {
        return get("/simulator/v1/instances").path("items");
    }

    /// What was asked of the providers after a call that was seen already.
    public JsonNode calls(long after) {
        return get("/simulator/v1/calls?after=" + after).path("items");
    }

    /// Makes the providers answer at once and never be short of anything: what is measured then is Headroom.
    ///
    /// @param boot how long their machines boot
    public void answerAtOnce(Duration boot) {
        JsonNode _ =
                send(
                        request("/simulator/v1/answer-at-once")
                                .header("Content-Type", "application/json")
                                .PUT(
                                        BodyPublishers.ofString(
                                                "{\"on\":true,\"unlimitedCapacity\":true,\"boot\":\"%s\"}"
                                                        .formatted(boot))));
    }

    private JsonNode get(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        request.uri() + " answered " + response.statusCode());
            }
            return HeadroomJson.tolerant().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + request.uri(), e);
        }
    }
}
