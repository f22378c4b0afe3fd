package io.headroom.cli.render;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/// Words for values: as short as a table needs them.
public final class Cells {
    public static final String NONE = "-";

    private static final double TEN_TIMES = 10;

    private Cells() {}

    /// A value as people read it; lists with commas.
    public static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return NONE;
        }
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(text(part)));
            return parts.isEmpty() ? NONE : String.join(",", parts);
        }
        if (value.isObject()) {
            List<String> parts = new ArrayList<>();
            value.properties().stream()
                    .filter(field -> !text(field.getValue()).equals(NONE))
                    .forEach(field -> parts.add(field.getKey() + "=" + text(field.getValue())));
            return parts.isEmpty() ? NONE : String.join(" ", parts);
        }
        // What others named must not steer this terminal.
        var plain = value.asText().replaceAll("\\p{Cntrl}+", " ");
        return plain.isEmpty() ? NONE : plain;
    }

    /// How long ago an instant was.
    public static Column.Cell age(String pointer) {
        return (object, now) -> ago(object.at(pointer), now);
    }

    public static String ago(JsonNode instant, Instant now) {
        try {
            return shortly(Duration.between(Instant.parse(instant.asText()), now));
        } catch (DateTimeException _) {
            return NONE;
        }
    }

    /// A duration that the API wrote, in its two largest units.
    public static Column.Cell duration(String pointer) {
        return (object, _) -> duration(object.at(pointer));
    }

    public static String duration(JsonNode iso) {
        try {
            return shortly(Duration.parse(iso.asText()));
        } catch (DateTimeException _) {
            return NONE;
        }
    }

    /// `45s`, `3m10s`, `5h20m`, `4d3h`.
    public static String shortly(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3600, "h", seconds % 3600 / 60, "m");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    /// A ratio in percent. Against almost nothing any error is millions of percent: it is said that it is large, not how large.
    public static String percent(JsonNode ratio) {
        if (!ratio.isNumber()) {
            return NONE;
        }
        return ratio.asDouble() >= TEN_TIMES
                ? "> 1000 %"
                : String.format(Locale.ROOT, "%.0f %%", 100 * ratio.asDouble());
    }

    /// The code of a reason, or what it says where the table is wide.
    public static Column reason(String pointer) {
        return Column.of("REASON", (object, _) -> reason(object.at(pointer)));
    }

    public static String reason(JsonNode reason) {
        return text(reason.has("code") ? reason.path("code") : reason.path("message"));
    }

    /// Thousandths of a GPU as GPUs: `8`, `0.5`.
    public static String gpus(long milli) {
        return milli % 1000 == 0
                ? String.valueOf(milli / 1000)
                : String.format(Locale.ROOT, "%.1f", milli / 1000.0);
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + unit + (small == 0 || large >= 10 ? "" : small + smallUnit);
    }
}
