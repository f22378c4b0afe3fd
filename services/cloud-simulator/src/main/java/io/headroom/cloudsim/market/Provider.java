package io.headroom.cloudsim.market;

import java.time.Duration;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Who sells the machine, and the rules of the bill that go with it.
public enum Provider {
    AWS(Duration.ofSeconds(60), Duration.ZERO, Duration.ofMinutes(2)),
    GCP(Duration.ofSeconds(60), Duration.ofSeconds(40), Duration.ofSeconds(30)),
    REDFISH(Duration.ZERO, Duration.ofSeconds(30), Duration.ZERO);

    private final Duration minimumBilling;
    private final Duration longestBilledStop;
    private final Duration spotNotice;

    Provider(Duration minimumBilling, Duration longestBilledStop, Duration spotNotice) {
        this.minimumBilling = minimumBilling;
        this.longestBilledStop = longestBilledStop;
        this.spotNotice = spotNotice;
    }

    /// What each start is charged for at least.
    public Duration minimumBilling() {
        return minimumBilling;
    }

    /// How long a machine that was told to stop may still be charged: EC2 ends the charge with the call, GCE when the
    /// machine is down.
    public Duration longestBilledStop() {
        return longestBilledStop;
    }

    /// How long before the end a spot machine is told.
    public Duration spotNotice() {
        return spotNotice;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Provider of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
