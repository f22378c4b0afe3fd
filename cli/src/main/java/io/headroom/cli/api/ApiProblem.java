package io.headroom.cli.api;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/// The API said no; the message is one line for people.
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private ApiProblem(int status, String message) {
        super(message);
        this.status = status;
    }

    /// From a problem document (RFC 9457), or from whatever else came.
    static ApiProblem of(int status, JsonNode body) {
        var title = body.path("title").asText("");
        var detail = body.path("detail").asText("");
        var line = new StringBuilder(title.isEmpty() ? "the API answered " + status : title);
        if (!detail.isEmpty() && !detail.equals(title)) {
            line.append(": ").append(detail);
        }
        var fields = fields(body);
        if (!fields.isEmpty()) {
            line.append(" (").append(String.join("; ", fields)).append(')');
        }
        return new ApiProblem(status, line + hint(status));
    }

    public int status() {
        return status;
    }

    private static List<String> fields(JsonNode body) {
        var fields = new ArrayList<String>();
        for (var error : body.path("errors")) {
            fields.add(error.path("field").asText("?") + ": " + error.path("message").asText());
        }
        return fields;
    }

    private static String hint(int status) {
        return switch (status) {
            case 401 -> ": give a valid token in HEADROOM_TOKEN";
            case 403 -> ": this token may not do that";
            default -> "";
        };
    }
}
