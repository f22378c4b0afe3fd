package io.headroom.cloudsim.machine;

/// The simulated provider says no, in no provider's words yet.
public final class Refused extends RuntimeException {

    /// Why.
    public enum Why {
        NO_CAPACITY,
        SPOT_PRICE_TOO_LOW,
        TOO_MANY_SPOT,
        QUOTA,
        THROTTLED,
        UNAUTHORISED,
        DOWN,
        TOKEN_REUSED,
        NAME_TAKEN,
        NOT_FOUND,
        NOT_SOLD,
        WRONG_STATE,
        INVALID
    }

    private final Why why;

    public Refused(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
