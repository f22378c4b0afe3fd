package io.headroom.cloudsim.fault;

import java.time.Duration;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.market.Provider;

/// Something that goes wrong while it is switched on. What is left out matches everything.
///
/// @param action a provider's call, by its name there (RunInstances, instances.insert, Reset, ...)
/// @param share of the occasions on which it strikes, 0 to 1; left out: all
/// @param times after so many strikes it is over; left out: never
/// @param delay of a slow answer, in real time
public record Fault(
        Kind kind,
        @Nullable Provider provider,
        @Nullable String zone,
        @Nullable String type,
        @Nullable String instance,
        @Nullable String action,
        @Nullable Double share,
        @Nullable Integer times,
        @Nullable Duration delay) {

    /// What goes wrong.
    public enum Kind {
        /// The provider has nothing of this type in this zone.
        CAPACITY_OUT,
        THROTTLE,
        /// The provider's API answers with a server error.
        API_DOWN,
        SLOW_API,
        /// The call is carried out, and its answer never arrives.
        LOST_RESPONSE,
        /// Spot machines get their notice now.
        SPOT_RECLAIM,
        /// Agents lose their network, and get it back when this is switched off.
        AGENT_CUT_OFF,
        /// What runs on a machine waits for its neighbours in most of its time, as its agent measures.
        NOISY_NEIGHBOURS,
        /// Machines are charged and never come up.
        BOOT_NEVER,
        UNAUTHORISED,
        QUOTA;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /// Longer than any client waits: more would only pile up threads.
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(2);

    public Fault {
        if (share != null && (share < 0 || share > 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1");
        }
        if (times != null && times < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
        if (delay != null && (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0)) {
            throw new IllegalArgumentException("delay must be from PT0S to " + LONGEST_DELAY);
        }
    }

    public boolean concerns(Occasion occasion) {
        return (provider == null || provider == occasion.provider())
                && matches(zone, occasion.zone())
                && matches(type, occasion.type())
                && matches(instance, occasion.instance())
                && matches(action, occasion.action());
    }

    private static boolean matches(@Nullable String wanted, String is) {
        return wanted == null || wanted.equals(is);
    }
}
