package io.headroom.contracts.price;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// What is known of a node's price besides the price.
///
/// @param since when it began to hold, where that was before it was said; absent: when it was said
/// @param next what follows it; absent while no change is known
/// @param commitment the one that covers the node, wholly or in part; absent where none does
public record PriceTerm(
        @Nullable Instant since, @Nullable NextPrice next, @Nullable String commitment) {

    /// It holds until a known instant.
    public static PriceTerm until(NextPrice next) {
        return new PriceTerm(null, next, null);
    }
}
