package io.headroom.engine.placement.eta;

import java.time.Duration;
import java.time.Instant;

/// What one that waited was told of its start, and what became of it.
///
/// @param waitedFor what it waited for when it was told, in one word
/// @param at when it was told
/// @param median as likely before as after
/// @param late nine of ten start by then
public record ToldStart(
        String waitedFor, Instant at, Instant median, Instant late, Outcome outcome) {

    public ToldStart {
        if (late.isBefore(median)) {
            throw new IllegalArgumentException("late " + late + " is before the median " + median);
        }
    }

    /// What is known of its start.
    public sealed interface Outcome {
        /// All of it ran, from then on.
        record Started(Instant at) implements Outcome {}

        /// It was over before it had run: all that is known is that it had not started by then.
        record NeverStarted(Instant until) implements Outcome {}

        /// It waits still.
        record Waits(Instant now) implements Outcome {}
    }

    /// Whether something happened by a time that was told.
    public enum Kept {
        YES,
        NO,
        /// It was over, or is looked at, before that time had come.
        UNKNOWN
    }

    /// How far ahead a start was told: an error of a minute is much for one and nothing for another.
    public enum Ahead {
        UNDER_A_MINUTE,
        UP_TO_TEN_MINUTES,
        BEYOND_TEN_MINUTES;

        static Ahead of(Duration ahead) {
            if (ahead.compareTo(Duration.ofMinutes(1)) < 0) {
                return UNDER_A_MINUTE;
            }
            return ahead.compareTo(Duration.ofMinutes(10)) <= 0
                    ? UP_TO_TEN_MINUTES
                    : BEYOND_TEN_MINUTES;
        }
    }

    public Ahead ahead() {
        return Ahead.of(Duration.between(at, median));
    }

    /// Whether it started by then. Who has not started after it has come broke it, whatever comes later: else only those that start would
    /// be counted, and the longest waits not at all.
    Kept startedBy(Instant then) {
        return switch (outcome) {
            case Outcome.Started started -> started.at().isAfter(then) ? Kept.NO : Kept.YES;
            case Outcome.NeverStarted never -> passed(then, never.until());
            case Outcome.Waits waits -> passed(then, waits.now());
        };
    }

    private static Kept passed(Instant then, Instant known) {
        return known.isAfter(then) ? Kept.NO : Kept.UNKNOWN;
    }
}
