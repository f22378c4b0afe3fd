package io.headroom.contracts.agent;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.seal.Sealed;

/// The secrets of one replica, for its node alone.
///
/// @param values a JSON object of names and values, sealed for the one who asked; absent if they are refused
/// @param refused why there are none, for people; absent if there are
public record SecretsTold(@Nullable Sealed values, @Nullable String refused) {

    public static SecretsTold of(Sealed values) {
        return new SecretsTold(values, null);
    }

    public static SecretsTold refused(String why) {
        return new SecretsTold(null, why);
    }
}
