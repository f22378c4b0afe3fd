package io.headroom.contracts.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What every operation has alike: the token that it wants, and the problem documents that it may answer.
final class CommonAnswers {
    private static final String PROBLEM = "application/problem+json";
    private static final String TOKEN = "token";

    private CommonAnswers() {}

    static void add(ObjectNode document) {
        components(document.withObjectProperty("components"));
        document.putArray("security").addObject().putArray(TOKEN);
        Operations.each(document, CommonAnswers::answer);
    }

    private static void answer(Operations.Place place, ObjectNode operation) {
        if (!place.path().startsWith("/api/v1/")) {
            return;
        }
        ObjectNode responses = operation.withObjectProperty("responses");
        say(responses, "400", "Not understood or not valid: `errors` names every wrong field.");
        say(responses, "401", "No token, or one that is not believed.");
        say(responses, "403", "This token may not do that.");
        say(responses, "503", "Not now: what it needs is not there; try again later.");
        if (place.path().contains("{")) {
            say(responses, "404", "There is no such thing, or not for this token.");
        }
        switch (place.method()) {
            case "put", "post", "delete" -> writing(place, operation, responses);
            default -> {}
        }
    }

    private static void writing(
            Operations.Place place, ObjectNode operation, ObjectNode responses) {
        say(responses, "409", "In conflict with what there is.");
        if (!place.method().equals("delete")) {
            say(responses, "413", "The body is too large.");
            say(responses, "415", "The body is of another kind than is wanted.");
            say(responses, "422", "Valid, but impossible here.");
        }
        if (hasParameter(operation, "If-Match")) {
            say(responses, "412", "Another version than the one that was named.");
        }
    }

    private static boolean hasParameter(JsonNode operation, String name) {
        return operation
                .path("parameters")
                .valueStream()
                .anyMatch(parameter -> parameter.path("name").asText().equals(name));
    }

    private static void say(ObjectNode responses, String status, String description) {
        ObjectNode response = responses.putObject(status);
        response.put("description", description);
        response.withObjectProperty("content")
                .putObject(PROBLEM)
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
    }

    private static void components(ObjectNode components) {
        ObjectNode scheme =
                components.withObjectProperty("securitySchemes").removeAll().putObject(TOKEN);
        scheme.put("type", "http").put("scheme", "bearer").put("bearerFormat", "JWT");
        scheme.put(
                "description",
                "`up` keeps the operator's in a file; see docs/explanation/identity.md.");
        ObjectNode problem = components.withObjectProperty("schemas").putObject("Problem");
        problem.put("type", "object").put("description", "A problem document, RFC 9457.");
        ObjectNode fields = problem.putObject("properties");
        fields.putObject("type").put("type", "string").put("format", "uri-reference");
        fields.putObject("title").put("type", "string");
        fields.putObject("status").put("type", "integer");
        fields.putObject("detail").put("type", "string");
        fields.putObject("instance").put("type", "string");
        ObjectNode errors = fields.putObject("errors");
        errors.put("type", "array").put("description", "Every wrong field.");
        ObjectNode error = errors.putObject("items").put("type", "object").putObject("properties");
        error.putObject("field").put("type", "string").putArray("examples").add("gpu.count");
        error.putObject("message")
                .put("type", "string")
                .putArray("examples")
                .add("must be from 1 to 64");
    }
}
