package io.headroom.cli.explain;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/// Why something is as it is.
///
/// @param facts all that was asked of the API, for programs
/// @param lines for people, the reason first
record Explanation(JsonNode facts, List<String> lines) {
    Explanation {
        lines = List.copyOf(lines);
    }
}
