package io.headroom.forecast.composition;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;

/// Which measures of which whole minutes of a series are asked for.
///
/// @param to not included
record MeasuresAsked(String series, List<Measure> measures, Instant from, Instant to) {

    /// A week: half a megabyte of numbers for all measures.
    private static final Duration MOST = Duration.ofDays(7);

    /// Some 6 MB. An hour of all measures is 480 numbers a part: 2,000 tenants; half of it are a thousand, twice are twice the memory of an answer.
    private static final int MOST_NUMBERS = 1_000_000;

    private static final Duration USUAL = Duration.ofHours(1);

    static MeasuresAsked of(
            @Nullable String series,
            @Nullable String measures,
            @Nullable String from,
            @Nullable String to,
            Instant now) {
        if (series == null || series.isBlank()) {
            throw Problem.invalid("series", "is required, such as default/H100");
        }
        List<FieldError> wrong = new ArrayList<>();
        Instant end = minute(instant(to, "to", now.plusSeconds(59), wrong));
        Instant begin = minute(instant(from, "from", end.minus(USUAL), wrong));
        if (wrong.isEmpty() && !begin.isBefore(end)) {
            wrong.add(new FieldError("to", "must be a minute after from, at least"));
        }
        if (wrong.isEmpty() && begin.isBefore(end.minus(MOST))) {
            wrong.add(new FieldError("from", "must be at most 7 days before to"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return new MeasuresAsked(SeriesKey.of(series).toString(), Measure.of(measures), begin, end);
    }

    int minutes() {
        return (int) from.until(to, ChronoUnit.MINUTES);
    }

    /// Fails where so many parts of the series, and the series itself, are more than an answer holds.
    void requireRoomFor(int parts) {
        long numbers = (1L + parts) * minutes() * measures.size();
        if (numbers > MOST_NUMBERS) {
            throw Problem.invalid(
                    "from",
                    "asks for %d numbers of %d parts, at most are %d: ask for fewer minutes, fewer measures or one part"
                            .formatted(numbers, parts, MOST_NUMBERS));
        }
    }

    private static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    private static Instant instant(
            @Nullable String text, String field, Instant otherwise, List<FieldError> wrong) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            Instant at = Instant.parse(text);
            if (at.getEpochSecond() < 0 || at.isAfter(LAST)) {
                wrong.add(new FieldError(field, "must lie between 1970 and 9999"));
                return otherwise;
            }
            return at;
        } catch (DateTimeException _) {
            wrong.add(new FieldError(field, "must be an instant such as 2026-11-24T10:00:00Z"));
            return otherwise;
        }
    }

    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
}
