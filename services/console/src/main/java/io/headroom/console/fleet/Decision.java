package io.headroom.console.fleet;

import java.time.Instant;
import java.util.Comparator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.json.HeadroomJson;

/// Something that was decided, and why.
///
/// @param about `node`, `workload`, `lane`, `budget` or `purchase`
/// @param id which one
/// @param what what became of it: a state, `denied`, `unmet`
/// @param reason with `code` and `message`
public record Decision(
        Instant at,
        @JsonIgnore long number,
        String about,
        String id,
        String what,
        JsonNode reason) {

    static final Comparator<Decision> OLDEST_FIRST =
            Comparator.comparing(Decision::at).thenComparingLong(Decision::number);

    /// A reason that is no type of its own.
    record Plain(String code, String message) {}

    static JsonNode json(Object reason) {
        return HeadroomJson.mapper().valueToTree(reason);
    }
}
