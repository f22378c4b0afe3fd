package io.headroom.cost.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;

/// Which time is asked for: `?from=&to=`, everything by default; the end not included.
public class TimeSpan {

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    @QueryParam("from")
    @Nullable String from;

    @QueryParam("to")
    @Nullable String to;

    record Bounds(Instant from, Instant to) {}

    Bounds bounds() {
        List<FieldError> wrong = new ArrayList<>();
        Instant begin = instant(from, "from", FIRST, wrong);
        Instant end = instant(to, "to", LAST, wrong);
        if (wrong.isEmpty() && !begin.isBefore(end)) {
            wrong.add(new FieldError("to", "must be after from"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return new Bounds(begin, end);
    }

    private static Instant instant(
            @Nullable String text, String field, Instant otherwise, List<FieldError> wrong) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            wrong.add(new FieldError(field, "must be an instant such as 2026-11-01T00:00:00Z"));
            return otherwise;
        }
    }
}
