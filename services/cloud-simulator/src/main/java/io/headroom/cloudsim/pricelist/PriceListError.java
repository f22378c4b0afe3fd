package io.headroom.cloudsim.pricelist;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cloudsim.machine.Refused;

/// A refusal as AWS' JSON protocol has it.
final class PriceListError extends RuntimeException {

    private final int status;
    private final String code;

    PriceListError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static PriceListError invalid(String message) {
        return new PriceListError(400, "InvalidParameterException", message);
    }

    static PriceListError of(Refused refused) {
        return switch (refused.why()) {
            case THROTTLED -> new PriceListError(400, "ThrottlingException", "Rate exceeded");
            case UNAUTHORISED ->
                    new PriceListError(
                            400,
                            "AccessDeniedException",
                            "User is not authorized to perform: pricing:GetProducts");
            case DOWN,
                    NO_CAPACITY,
                    SPOT_PRICE_TOO_LOW,
                    TOO_MANY_SPOT,
                    QUOTA,
                    TOKEN_REUSED,
                    NAME_TAKEN,
                    NOT_FOUND,
                    NOT_SOLD,
                    WRONG_STATE,
                    INVALID ->
                    new PriceListError(
                            500, "InternalErrorException", "An internal error has occurred.");
        };
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("__type", code)
                .put("message", String.valueOf(getMessage()));
    }
}
