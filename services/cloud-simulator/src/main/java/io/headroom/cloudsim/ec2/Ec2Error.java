package io.headroom.cloudsim.ec2;

import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.market.CapacityType;

/// A refusal in EC2's words.
final class Ec2Error extends RuntimeException {

    private final int status;
    private final String code;

    Ec2Error(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Ec2Error bad(String code, String message) {
        return new Ec2Error(400, code, message);
    }

    static Ec2Error of(Refused refused) {
        String said = refused.getMessage() == null ? "" : refused.getMessage();
        return switch (refused.why()) {
            // A server error on EC2's list of codes: the SDK retries it by itself.
            case NO_CAPACITY ->
                    new Ec2Error(
                            500,
                            "InsufficientInstanceCapacity",
                            "We currently do not have sufficient capacity: " + said);
            case SPOT_PRICE_TOO_LOW ->
                    bad("SpotMaxPriceTooLow", "Your Spot request price is too low: " + said);
            case TOO_MANY_SPOT ->
                    bad("MaxSpotInstanceCountExceeded", "Max spot instance count exceeded");
            case QUOTA ->
                    bad(
                            "VcpuLimitExceeded",
                            "You have requested more vCPU capacity than your current vCPU limit allows");
            case THROTTLED -> new Ec2Error(503, "RequestLimitExceeded", "Request limit exceeded.");
            case UNAUTHORISED ->
                    new Ec2Error(
                            403,
                            "UnauthorizedOperation",
                            "You are not authorized to perform this operation.");
            case DOWN ->
                    new Ec2Error(
                            503,
                            "Unavailable",
                            "The server is overloaded and can't handle the request.");
            case TOKEN_REUSED ->
                    bad(
                            "IdempotentParameterMismatch",
                            "The client token was used before with other parameters.");
            case NOT_FOUND -> bad("InvalidInstanceID.NotFound", said);
            case NOT_SOLD -> bad("Unsupported", said);
            case WRONG_STATE -> bad("IncorrectInstanceState", said);
            case NAME_TAKEN, INVALID -> bad("InvalidParameterValue", said);
        };
    }

    static Ec2Error noSuchType(String type) {
        return bad("InvalidParameterValue", "Invalid value '%s' for InstanceType.".formatted(type));
    }

    /// The code that a fleet reports for one of its alternatives.
    static String fleetCode(Refused refused, CapacityType capacityType) {
        return refused.why() == Refused.Why.NO_CAPACITY && capacityType == CapacityType.SPOT
                ? "UnfulfillableCapacity"
                : of(refused).code();
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String said() {
        String message = getMessage();
        return message == null ? code : message;
    }
}
