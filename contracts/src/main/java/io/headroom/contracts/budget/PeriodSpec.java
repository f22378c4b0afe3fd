package io.headroom.contracts.budget;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// Over which time a budget's amount may be spent: `every` period anew, once `from` an instant `to` another, or in any
/// stretch of `rolling` length.
///
/// @param zone the IANA zone whose days, weeks and months are meant; UTC by default
public record PeriodSpec(
        @Nullable Every every,
        @Nullable String zone,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Duration rolling) {

    /// How long one period lasts; weeks begin on Monday.
    public enum Every {
        HOUR,
        DAY,
        WEEK,
        MONTH,
        QUARTER
    }

    private static final Duration SHORTEST_ROLLING = Duration.ofHours(1);
    private static final Duration LONGEST_ROLLING = Duration.ofDays(366);

    public PeriodSpec {
        zone = every != null && zone == null ? "UTC" : zone;
        // Databases keep microseconds, and nobody's budget begins within a second.
        from = from == null ? null : from.truncatedTo(ChronoUnit.SECONDS);
        to = to == null ? null : to.truncatedTo(ChronoUnit.SECONDS);
        boolean fixed = from != null || to != null;
        new Checks()
                .that(
                        every != null || fixed || rolling != null,
                        "period.every",
                        "is required, or from and to, or rolling")
                .that(every == null || !fixed, "period.every", "excludes from and to")
                .that(
                        rolling == null || (every == null && !fixed),
                        "period.rolling",
                        "excludes every, from and to")
                .that(
                        rolling == null
                                || (rolling.compareTo(SHORTEST_ROLLING) >= 0
                                        && rolling.compareTo(LONGEST_ROLLING) <= 0),
                        "period.rolling",
                        "must be from PT1H to P366D")
                .that(!fixed || from != null, "period.from", "is required with to")
                .that(!fixed || to != null, "period.to", "is required with from")
                .that(
                        from == null || to == null || from.isBefore(to),
                        "period.to",
                        "must be after from")
                .that(isZone(zone), "period.zone", "must be an IANA zone such as Europe/Berlin")
                .done();
    }

    public static PeriodSpec every(Every every, String zone) {
        return new PeriodSpec(every, zone, null, null, null);
    }

    public static PeriodSpec fixed(Instant from, Instant to) {
        return new PeriodSpec(null, null, from, to, null);
    }

    public static PeriodSpec rolling(Duration length) {
        return new PeriodSpec(null, null, null, null, length);
    }

    public static boolean isZone(@Nullable String zone) {
        if (zone == null) {
            return true;
        }
        try {
            ZoneId.of(zone);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
