package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;

import io.headroom.contracts.budget.Money;

/// Money that is left for nodes.
///
/// @param free neither spent nor committed
/// @param until when there is new money
public record Funds(Money free, Instant until) {

    /// Whether it lasts until there is more, at so much an hour.
    boolean lastsAt(Money perHour, Instant now) {
        if (!now.isBefore(until)) {
            return true;
        }
        return perHour.perHourFor(Duration.between(now, until)).compareTo(free) <= 0;
    }
}
