package io.headroom.cli.api;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/// What the API said, and what came beside the body.
///
/// @param etag the version of what is shown, as `If-Match` wants it
public record Answer(int status, Optional<String> etag, JsonNode body) {
    private static final int CREATED = 201;

    public boolean created() {
        return status == CREATED;
    }
}
