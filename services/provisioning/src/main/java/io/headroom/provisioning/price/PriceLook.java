package io.headroom.provisioning.price;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;

/// What the last look at a provider's own price list came to, for one kind of machine.
///
/// @param detail why, for people; empty where there is nothing to say
/// @param said the price that it had; absent where it had none
public record PriceLook(
        PriceKey key, Instant at, Outcome outcome, String detail, @Nullable Money said) {

    /// How it went on.
    public enum Outcome {
        /// It holds from then on.
        TAKEN,
        /// It held already.
        UNCHANGED,
        /// It cannot be: the price before it holds on.
        ABSURD,
        /// The list does not have it.
        NOT_FOUND,
        /// The list was not to be had.
        FAILED
    }
}
