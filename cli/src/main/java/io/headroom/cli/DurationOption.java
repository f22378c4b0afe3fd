package io.headroom.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;

import io.headroom.local.Refused;

/// Reads what people give as a duration.
public final class DurationOption {

    private DurationOption() {}

    /// Throws [Refused] where it is none, with the option's name in the message.
    public static Duration parse(String option, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException noDuration) {
            throw new Refused(
                    option + ": '" + text + "' is no ISO duration such as PT5M", noDuration);
        }
    }
}
