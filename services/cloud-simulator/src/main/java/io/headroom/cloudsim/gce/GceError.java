package io.headroom.cloudsim.gce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cloudsim.machine.Refused;

/// A refusal in Google's words and JSON.
public final class GceError extends RuntimeException {

    private final int status;
    private final String reason;

    GceError(int status, String reason, String message) {
        super(message, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    public static GceError invalid(String message) {
        return new GceError(400, "invalid", message);
    }

    public static GceError notFound(String resource) {
        return new GceError(404, "notFound", "The resource '%s' was not found".formatted(resource));
    }

    static GceError of(Refused refused) {
        String said = refused.getMessage() == null ? "" : refused.getMessage();
        return switch (refused.why()) {
            case THROTTLED -> new GceError(403, "rateLimitExceeded", "Rate Limit Exceeded");
            case UNAUTHORISED -> new GceError(403, "forbidden", "Required permission is missing");
            case DOWN -> new GceError(503, "backendError", "The service is currently unavailable.");
            case NAME_TAKEN -> new GceError(409, "alreadyExists", said);
            case NOT_FOUND -> new GceError(404, "notFound", said);
            case TOKEN_REUSED ->
                    new GceError(
                            400,
                            "invalid",
                            "The request ID was used before with other parameters.");
            case WRONG_STATE -> new GceError(400, "resourceNotReady", said);
            case NO_CAPACITY, SPOT_PRICE_TOO_LOW, TOO_MANY_SPOT, QUOTA, NOT_SOLD, INVALID ->
                    new GceError(400, "invalid", said);
        };
    }

    /// The code of a failure that Google reports in the operation, after the call was accepted.
    static String operationCode(Refused refused) {
        return switch (refused.why()) {
            case NO_CAPACITY -> "ZONE_RESOURCE_POOL_EXHAUSTED";
            case QUOTA, TOO_MANY_SPOT -> "QUOTA_EXCEEDED";
            case SPOT_PRICE_TOO_LOW,
                    THROTTLED,
                    UNAUTHORISED,
                    DOWN,
                    TOKEN_REUSED,
                    NAME_TAKEN,
                    NOT_FOUND,
                    NOT_SOLD,
                    WRONG_STATE,
                    INVALID ->
                    "INTERNAL_ERROR";
        };
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }

    String said() {
        String message = getMessage();
        return message == null ? reason : message;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode error = json.putObject("error");
        error.put("code", status).put("message", said());
        error.putArray("errors")
                .addObject()
                .put("message", said())
                .put("domain", status == 403 ? "usageLimits" : "global")
                .put("reason", reason);
        return json;
    }
}
