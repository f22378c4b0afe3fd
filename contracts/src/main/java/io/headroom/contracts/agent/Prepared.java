package io.headroom.contracts.agent;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// How long one replica took from being told to start until it was ready, in virtual time. At least one of the two is said.
///
/// @param fetch until what it runs was on the node, such as its image; zero: it was there already. Absent: nothing has to be fetched for it
/// @param load from then on until it was ready to serve, as its probe found it. Absent: it does not say what ready is
/// @param first whether no replica had been prepared on the node since it came up when this one was told to start
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prepared(@Nullable Duration fetch, @Nullable Duration load, boolean first) {

    /// What takes longer is a fault, and no time to reckon with.
    public static final Duration LONGEST = Duration.ofHours(6);

    public Prepared {
        new Checks()
                .that(fetch != null || load != null, "load", "is required where nothing is fetched")
                .that(isTime(fetch), "fetch", "must be from PT0S to " + LONGEST)
                .that(isTime(load), "load", "must be from PT0S to " + LONGEST)
                .done();
    }

    private static boolean isTime(@Nullable Duration time) {
        return time == null || (!time.isNegative() && time.compareTo(LONGEST) <= 0);
    }

    /// Both together.
    public Duration total() {
        return orNothing(fetch).plus(orNothing(load));
    }

    private static Duration orNothing(@Nullable Duration time) {
        return time == null ? Duration.ZERO : time;
    }
}
