package io.headroom.platform.rest;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// The name that a client gives to a request that creates, so that it can be sent again:
/// `@HeaderParam("Idempotency-Key") @Nullable String`, then [#of].
public record IdempotencyKey(String value) {

    private static final int LONGEST = 200;

    public IdempotencyKey {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "an Idempotency-Key has 1 to " + LONGEST + " characters");
        }
    }

    public static Optional<IdempotencyKey> of(@Nullable String header) {
        try {
            return Optional.ofNullable(header).map(IdempotencyKey::new);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("Idempotency-Key", String.valueOf(e.getMessage()));
        }
    }
}
