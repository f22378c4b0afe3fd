package io.headroom.provisioning.provider;

/// Why a provider did not do as asked: each kind calls for something else.
public sealed interface ProviderFailure {

    /// What the provider said, for people.
    String detail();

    /// Not here, not now: try the next offer and remember for a while.
    record NoCapacity(String detail) implements ProviderFailure {}

    /// Our own limit at the provider: stop asking, tell the operator.
    record QuotaReached(String detail) implements ProviderFailure {}

    /// Too many calls: slow down; the call had no effect.
    record Throttled(String detail) implements ProviderFailure {}

    /// It may not or cannot be done as it is set up: no repetition helps.
    record Denied(String detail) implements ProviderFailure {}

    /// The provider failed or was not reached: the same call again is right.
    record Transient(String detail) implements ProviderFailure {}

    /// Nobody knows whether it was done: the same call again with the same token tells.
    record Unknown(String detail) implements ProviderFailure {}

    /// The kind as one word, for reasons, metrics and the API.
    default String kind() {
        return switch (this) {
            case NoCapacity _ -> "no-capacity";
            case QuotaReached _ -> "quota";
            case Throttled _ -> "throttled";
            case Denied _ -> "denied";
            case Transient _ -> "transient";
            case Unknown _ -> "unknown";
        };
    }

    /// Whether the attempt is over: nothing was or will be started by it.
    default boolean settles() {
        return switch (this) {
            case NoCapacity _, QuotaReached _, Denied _ -> true;
            case Throttled _, Transient _, Unknown _ -> false;
        };
    }
}
