package io.headroom.cli.top;

import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/// How long the nodes of a pool took from the decision to ready.
final class LeadTimes {
    private LeadTimes() {}

    /// The median; empty where none was ready yet.
    static Optional<Duration> of(JsonNode nodes, String pool) {
        var times =
                nodes.valueStream()
                        .filter(node -> node.path("pool").asText().equals(pool))
                        .filter(node -> node.path("leadTime").isTextual())
                        .filter(node -> !isComing(node.path("state").asText()))
                        .map(node -> Duration.parse(node.path("leadTime").asText()))
                        .sorted()
                        .toList();
        return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2));
    }

    private static boolean isComing(String state) {
        return switch (state) {
            case "requested", "launching", "booting" -> true;
            default -> false;
        };
    }
}
