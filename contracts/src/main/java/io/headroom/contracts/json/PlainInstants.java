package io.headroom.contracts.json;

import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;

/// Instants in UTC, read and written digit by digit: general formatters took a twentieth of each service's processor time. What
/// has another form is left to them.
public final class PlainInstants {

    private static final int SECONDS_OF_DAY = 86_400;
    private static final int DATE_AND_TIME = "2026-11-10T12:00:00".length();
    private static final int NANO_DIGITS = 9;
    private static final long YEAR_0 = LocalDate.of(0, 1, 1).toEpochDay() * SECONDS_OF_DAY;
    private static final long YEAR_10000 = LocalDate.of(10_000, 1, 1).toEpochDay() * SECONDS_OF_DAY;

    private PlainInstants() {}

    /// For a mapper; goes before what the mapper knows of instants already.
    static Module module() {
        return new SimpleModule("headroom-plain-instants")
                .addSerializer(Instant.class, new Writing())
                .addDeserializer(Instant.class, new Reading());
    }

    /// An instant as `2026-11-10T12:00:00.25Z`, or with `+00:00` in place of the `Z`; empty where the text has another form.
    public static Optional<Instant> read(String text) {
        int end = zone(text);
        if (end < DATE_AND_TIME || !isFramed(text)) {
            return Optional.empty();
        }
        try {
            long day =
                    LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                            .toEpochDay();
            int second =
                    LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
                            .toSecondOfDay();
            return Optional.of(
                    Instant.ofEpochSecond(day * SECONDS_OF_DAY + second, nanos(text, end)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Where the zone begins; -1 where it is another one.
    private static int zone(String text) {
        if (text.endsWith("Z")) {
            return text.length() - 1;
        }
        return text.endsWith("+00:00") ? text.length() - "+00:00".length() : -1;
    }

    private static boolean isFramed(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static int nanos(String text, int end) {
        if (end == DATE_AND_TIME) {
            return 0;
        }
        int digits = end - DATE_AND_TIME - 1;
        if (text.charAt(DATE_AND_TIME) != '.' || digits < 1 || digits > NANO_DIGITS) {
            throw new DateTimeException("not a fraction of a second");
        }
        int nanos = number(text, DATE_AND_TIME + 1, end);
        for (int digit = digits; digit < NANO_DIGITS; digit++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a digit");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /// The same text as [Instant#toString].
    public static String write(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds < YEAR_0 || seconds >= YEAR_10000) {
            return instant.toString();
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_OF_DAY));
        int second = Math.floorMod(seconds, SECONDS_OF_DAY);
        StringBuilder text = new StringBuilder(DATE_AND_TIME + NANO_DIGITS + 2);
        append(text, date.getYear(), 1000);
        append(text.append('-'), date.getMonthValue(), 10);
        append(text.append('-'), date.getDayOfMonth(), 10);
        append(text.append('T'), second / 3600, 10);
        append(text.append(':'), second / 60 % 60, 10);
        append(text.append(':'), second % 60, 10);
        appendFraction(text, instant.getNano());
        return text.append('Z').toString();
    }

    /// In threes, as many as are needed.
    private static void appendFraction(StringBuilder text, int nanos) {
        if (nanos == 0) {
            return;
        }
        text.append('.');
        if (nanos % 1_000_000 == 0) {
            append(text, nanos / 1_000_000, 100);
        } else if (nanos % 1_000 == 0) {
            append(text, nanos / 1_000, 100_000);
        } else {
            append(text, nanos, 100_000_000);
        }
    }

    private static void append(StringBuilder text, int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
    }

    private static final class Writing extends StdScalarSerializer<Instant> {
        @Serial private static final long serialVersionUID = 1;

        Writing() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(write(value));
        }
    }

    private static final class Reading extends StdScalarDeserializer<Instant> {
        @Serial private static final long serialVersionUID = 1;

        Reading() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            if (json.hasToken(JsonToken.VALUE_STRING)) {
                Optional<Instant> plain = read(json.getText());
                if (plain.isPresent()) {
                    return plain.get();
                }
            }
            return InstantDeserializer.INSTANT.deserialize(json, context);
        }
    }
}
