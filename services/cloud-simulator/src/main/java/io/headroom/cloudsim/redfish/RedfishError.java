package io.headroom.cloudsim.redfish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cloudsim.machine.Refused;

/// A refusal as Redfish says it, with a message from its base registry.
final class RedfishError extends RuntimeException {

    private final int status;
    private final String id;

    RedfishError(int status, String id, String message) {
        super(message, null, false, false);
        this.status = status;
        this.id = id;
    }

    static RedfishError of(Refused refused) {
        String said = refused.getMessage() == null ? "" : refused.getMessage();
        return switch (refused.why()) {
            case DOWN, THROTTLED -> new RedfishError(503, "ServiceTemporarilyUnavailable", said);
            case UNAUTHORISED -> new RedfishError(403, "InsufficientPrivilege", said);
            case NOT_FOUND -> new RedfishError(404, "ResourceMissingAtURI", said);
            case WRONG_STATE, NAME_TAKEN -> new RedfishError(409, "ResourceInUse", said);
            case NO_CAPACITY,
                    SPOT_PRICE_TOO_LOW,
                    TOO_MANY_SPOT,
                    QUOTA,
                    TOKEN_REUSED,
                    NOT_SOLD,
                    INVALID ->
                    new RedfishError(400, "GeneralError", said);
        };
    }

    int status() {
        return status;
    }

    String id() {
        return id;
    }

    ObjectNode json() {
        String message = getMessage() == null ? id : getMessage();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode error = json.putObject("error");
        error.put("code", "Base.1.18." + id).put("message", message);
        error.putArray("@Message.ExtendedInfo")
                .addObject()
                .put("MessageId", "Base.1.18." + id)
                .put("Message", message)
                .put("Severity", "Warning");
        return json;
    }
}
