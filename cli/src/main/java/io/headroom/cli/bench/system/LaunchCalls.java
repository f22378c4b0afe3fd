package io.headroom.cli.bench.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import com.fasterxml.jackson.databind.JsonNode;

/// The calls that launched machines of one pool, read in bulk from the provider's own log, since it was first asked.
final class LaunchCalls {
    /// A machine, and when the first call that launched it came in; called again with the same token, it counts once.
    record Launch(String type, Instant at) {}

    private final Running system;
    private final String pool;
    private final Map<String, Instant> byInstance = new LinkedHashMap<>();
    private long seen;
    private long missed;

    private LaunchCalls(Running system, String pool) {
        this.system = system;
        this.pool = pool;
    }

    /// From here on.
    static LaunchCalls since(Running system, String pool) {
        LaunchCalls calls = new LaunchCalls(system, pool);
        for (JsonNode call : system.simulator().calls(0)) {
            calls.seen = Math.max(calls.seen, call.path("number").asLong());
        }
        return calls;
    }

    /// Waits until so many machines were launched, or for so long.
    void await(int machines, Duration atMost) throws InterruptedException {
        boolean _ = system.await(atMost, () -> count() >= machines);
    }

    /// Waits until something is so, reading on meanwhile: the log keeps the newest calls alone.
    boolean awaitThat(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        return system.await(
                atMost,
                () -> {
                    read();
                    return condition.getAsBoolean();
                });
    }

    private int count() {
        read();
        return byInstance.size();
    }

    private void read() {
        for (JsonNode call : system.simulator().calls(seen)) {
            long number = call.path("number").asLong();
            missed += number - seen - 1;
            seen = number;
            if (call.path("action").asText().equals("RunInstances")) {
                Instant at = Instant.parse(call.path("at").asText());
                call.path("subjects").forEach(s -> byInstance.putIfAbsent(s.asText(), at));
            }
        }
    }

    /// The pool's launches in the order of their calls.
    List<Launch> launches() {
        read();
        if (missed > 0) {
            throw new IllegalStateException(
                    missed + " calls had left the provider's log before they were read");
        }
        List<Launch> launches = new ArrayList<>();
        for (JsonNode instance : system.simulator().instances()) {
            Instant at = byInstance.get(instance.path("instance").asText());
            if (at != null && instance.path("labels").path("headroom:pool").asText().equals(pool)) {
                launches.add(new Launch(instance.path("type").asText(), at));
            }
        }
        launches.sort(Comparator.comparing(Launch::at));
        return launches;
    }
}
