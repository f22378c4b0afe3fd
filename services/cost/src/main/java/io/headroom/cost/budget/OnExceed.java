package io.headroom.cost.budget;

import org.jspecify.annotations.Nullable;

import io.headroom.platform.rest.Problem;

/// What to do with an amount below what is committed: `?onExceed=`.
enum OnExceed {
    REFUSE,
    /// Accept it: nothing new is granted or renewed until enough was given back.
    DRAIN;

    static OnExceed of(@Nullable String query) {
        return switch (query) {
            case null -> REFUSE;
            case "drain" -> DRAIN;
            case "refuse" -> REFUSE;
            default -> throw Problem.invalid("onExceed", "must be drain or refuse");
        };
    }
}
