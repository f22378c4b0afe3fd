package io.headroom.provisioning.node;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;

/// What concerns a node's stops and wakes.
///
/// @param diskPerHour what it costs while it is stopped
/// @param stops whether it leaves only to be stopped
/// @param wakes how often it was woken
public record Warmth(Money diskPerHour, boolean stops, int wakes) {

    static Warmth toStop(@Nullable Warmth before, Money diskPerHour) {
        return new Warmth(diskPerHour, true, before == null ? 0 : before.wakes());
    }

    Warmth toEnd() {
        return new Warmth(diskPerHour, false, wakes);
    }

    Warmth wokenAgain() {
        return new Warmth(diskPerHour, false, wakes + 1);
    }
}
