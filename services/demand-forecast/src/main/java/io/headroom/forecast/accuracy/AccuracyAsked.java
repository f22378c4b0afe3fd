package io.headroom.forecast.accuracy;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.forecast.accuracy.ScoreTable.Split;
import io.headroom.platform.rest.Problem;

/// How what forecasts were worth is to be told.
///
/// @param by by minutes ahead, or by hours of the day
/// @param ahead of these minutes ahead alone
/// @param last how far back it is looked
record AccuracyAsked(By by, Optional<Integer> ahead, Duration last) {

    private static final Duration WEEK = Duration.ofDays(7);

    private static final Duration MOST = Duration.ofDays(3660);

    private static final int HOURS = 24;

    enum By {
        HORIZON(Split.NONE),
        HOUR(Split.HOUR);

        private final Split split;

        By(Split split) {
            this.split = split;
        }
    }

    static AccuracyAsked of(@Nullable String by, @Nullable Integer ahead, @Nullable String last) {
        if (ahead != null && !Ahead.MINUTES.contains(ahead)) {
            throw Problem.invalid("ahead", "must be one of " + Ahead.MINUTES);
        }
        return new AccuracyAsked(by(by), Optional.ofNullable(ahead), last(last));
    }

    private static By by(@Nullable String name) {
        for (By by : By.values()) {
            if (by.name().toLowerCase(Locale.ROOT).equals(name == null ? "horizon" : name)) {
                return by;
            }
        }
        throw Problem.invalid("by", "must be horizon or hour");
    }

    private static Duration last(@Nullable String text) {
        try {
            Duration last = text == null ? WEEK : Duration.parse(text);
            if (last.isNegative() || last.isZero() || last.compareTo(MOST) > 0) {
                throw Problem.invalid("last", "must be longer than nothing and at most " + MOST);
            }
            return last;
        } catch (DateTimeException _) {
            throw Problem.invalid("last", "must be a duration such as P7D");
        }
    }

    Split split() {
        return by.split;
    }

    /// Which of the minutes ahead it is of.
    List<Integer> minutes() {
        return ahead.map(List::of).orElse(Ahead.MINUTES);
    }

    /// How many lines a series has.
    int lines() {
        return by == By.HOUR ? HOURS : minutes().size();
    }
}
