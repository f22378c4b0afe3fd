package io.headroom.cli.api;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/// The API said no; the message is one line for people, and the lines are for a terminal.
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String summary;
    private final transient List<String> fields;

    private ApiProblem(int status, String summary, List<String> fields) {
        super(fields.isEmpty() ? summary : summary + " (" + String.join("; ", fields) + ")");
        this.status = status;
        this.summary = summary;
        this.fields = List.copyOf(fields);
    }

    /// From a problem document (RFC 9457), or from whatever else came.
    static ApiProblem of(int status, JsonNode body) {
        var title = body.path("title").asText("");
        var detail = body.path("detail").asText("");
        var fields = fields(body);
        var line = new StringBuilder(title.isEmpty() ? "the API answered " + status : title);
        // A detail that is the fields in other words would be read twice.
        var repeats = fields.stream().anyMatch(detail::contains);
        if (!detail.isEmpty() && !detail.equals(title) && !repeats) {
            line.append(": ").append(detail);
        }
        return new ApiProblem(status, line + hint(status), fields);
    }

    /// What is wrong, and under it a line for each wrong field.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(summary);
        fields.forEach(field -> lines.add("  " + field));
        return lines;
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
            case 401 -> ": give a valid token with --token-file or in HEADROOM_TOKEN";
            case 403 -> ": this token may not do that";
            default -> "";
        };
    }
}
