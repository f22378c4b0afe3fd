package io.headroom.agent.notice;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// EC2's word for what happens to an instance, and when.
final class InstanceAction {

    private InstanceAction() {}

    static Instant read(byte[] body, ObjectMapper json) throws IOException {
        JsonNode time = json.readTree(body).path("time");
        try {
            return Instant.parse(time.asText());
        } catch (DateTimeException e) {
            throw new IOException("an instance action without a time", e);
        }
    }
}
