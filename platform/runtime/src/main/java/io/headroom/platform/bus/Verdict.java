package io.headroom.platform.bus;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// What follows from a failure to handle an event.
sealed interface Verdict {

    /// It is delivered again after a pause.
    record Again(Duration after) implements Verdict {}

    /// It will never be handled: it goes where it can be looked at.
    record Dead(String reason) implements Verdict {}

    /// Four pauses, 8 s in all, ride out a deadlock or a slow neighbour; twice as many only delay the dead letter.
    int MAX_DELIVERIES = 5;

    Duration FIRST_PAUSE = Duration.ofMillis(100);

    /// Somebody who is away is asked once a second, for as long as it takes.
    Duration AWAY_PAUSE = Duration.ofSeconds(1);

    static Verdict of(Throwable failure, long deliveries) {
        UnreadableEvent unreadable = find(failure, UnreadableEvent.class);
        if (unreadable != null) {
            return new Dead(String.valueOf(unreadable.getMessage()));
        }
        if (find(failure, Away.class) != null) {
            return new Again(AWAY_PAUSE);
        }
        if (deliveries >= MAX_DELIVERIES) {
            return new Dead(failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
        return new Again(FIRST_PAUSE.multipliedBy(1L << (2 * (deliveries - 1))));
    }

    private static <T> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
