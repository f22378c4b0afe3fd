package io.headroom.cli.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.SimulatorClient;
import io.headroom.contracts.json.HeadroomJson;

/// Submits workloads to a running system at a steady rate, each needing a machine of its own, and finds for each the call that launched it.
final class SystemLoad {
    private static final Pattern NODE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String LANE = "bench";

    /// One workload: when its acceptance was answered, in real time.
    private record Accepted(String id, Instant at) {}

    /// What a load came to.
    ///
    /// @param millis from the acceptance's answer to the launch call's arrival at the provider; below 0 where the call was faster
    record Result(int submitted, int accepted, double acceptedPerSecond, List<Double> millis) {}

    private final ApiClient api;
    private final SimulatorClient simulator;
    private final InstantSource real = Clock.systemUTC();

    SystemLoad(ApiClient api, SimulatorClient simulator) {
        this.api = api;
        this.simulator = simulator;
    }

    /// A lane with a pool of one-GPU machines, so that no two workloads share one.
    void declare() {
        simulator.answerAtOnce();
        JsonNode _ = api.put("/lanes/" + LANE, object());
        ObjectNode pool = object();
        pool.put("provider", "aws").put("region", "us-east-1").put("lane", LANE).put("max", 20_000);
        pool.putArray("zones").add("us-east-1a");
        pool.putArray("instanceTypes").add("g6.xlarge");
        pool.putArray("capacityTypes").add("on-demand");
        JsonNode _ = api.put("/pools/bench", pool);
    }

    Result run(int perSecond, int seconds) throws InterruptedException {
        int count = perSecond * seconds;
        Map<Integer, Accepted> accepted = new ConcurrentHashMap<>();
        Instant start = real.instant();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                var _ =
                        threads.submit(
                                () -> {
                                    waitUntil(start.plusNanos(1_000_000_000L / perSecond * number));
                                    JsonNode answer = api.post("/workloads", workload(number));
                                    return accepted.put(
                                            number,
                                            new Accepted(
                                                    answer.path("id").asText(), real.instant()));
                                });
            }
        }
        double took = Duration.between(start, real.instant()).toMillis() / 1000.0;
        Map<String, Instant> launches = awaitLaunches(accepted.size());
        List<Double> millis = new ArrayList<>();
        for (Accepted one : accepted.values()) {
            Instant launched = launches.get(nodeOf(one.id()));
            if (launched != null) {
                millis.add(Duration.between(one.at(), launched).toNanos() / 1e6);
            }
        }
        return new Result(count, accepted.size(), accepted.size() / took, millis);
    }

    private void waitUntil(Instant at) throws InterruptedException {
        long nanos = Duration.between(real.instant(), at).toNanos();
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }

    /// When each node's launch call arrived, by node.
    private Map<String, Instant> awaitLaunches(int wanted) throws InterruptedException {
        Map<String, Instant> byInstance = new HashMap<>();
        Instant until = real.instant().plus(PATIENCE);
        long seen = 0;
        while (byInstance.size() < wanted && real.instant().isBefore(until)) {
            for (JsonNode call : simulator.calls(seen)) {
                seen = Math.max(seen, call.path("number").asLong());
                if (call.path("action").asText().equals("RunInstances")) {
                    Instant at = Instant.parse(call.path("at").asText());
                    call.path("subjects").forEach(s -> byInstance.putIfAbsent(s.asText(), at));
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        Map<String, Instant> byNode = new HashMap<>();
        for (JsonNode instance : simulator.instances()) {
            Instant at = byInstance.get(instance.path("instance").asText());
            String node = instance.path("labels").path("headroom:node").asText();
            if (at != null) {
                byNode.put(node, at);
            }
        }
        return byNode;
    }

    private String nodeOf(String workload) {
        String node = "";
        for (JsonNode chapter : api.get("/workloads/" + workload + "/story")) {
            Matcher matcher = NODE.matcher(chapter.path("detail").asText());
            if (chapter.path("what").asText().equals("placed") && matcher.find()) {
                node = matcher.group();
            }
        }
        return node;
    }

    private static ObjectNode workload(int number) {
        ObjectNode workload = object();
        workload.put("name", "bench-" + number).put("tenant", "default").put("lane", LANE);
        workload.put("class", "batch-inference");
        workload.putObject("gpu").put("count", 1);
        workload.putObject("run").putArray("command").add("sleep").add("3600");
        return workload;
    }

    private static ObjectNode object() {
        return HeadroomJson.mapper().createObjectNode();
    }
}
