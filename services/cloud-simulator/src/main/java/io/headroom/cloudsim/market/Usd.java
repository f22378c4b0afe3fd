package io.headroom.cloudsim.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// An amount of money in whole micro-dollars: exact, and quick enough to add up a bill at every instant.
public record Usd(long micros) implements Comparable<Usd> {

    public static final Usd ZERO = new Usd(0);

    private static final long MILLIS_PER_HOUR = 3_600_000;

    public Usd {
        if (micros < 0) {
            throw new IllegalArgumentException("an amount cannot be negative: " + micros);
        }
    }

    @JsonCreator
    public static Usd of(String decimal) {
        return new Usd(
                new BigDecimal(decimal)
                        .movePointRight(6)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    public Usd plus(Usd other) {
        return new Usd(Math.addExact(micros, other.micros));
    }

    /// Not below nothing: of what is charged no more can be taken off.
    public Usd minus(Usd other) {
        return new Usd(Math.max(0, micros - other.micros));
    }

    public Usd times(double factor) {
        return new Usd(Math.round(micros * factor));
    }

    public Usd min(Usd other) {
        return micros <= other.micros ? this : other;
    }

    /// What this price by the hour comes to over a time; parts of a micro-dollar are not charged.
    public Usd over(Duration time) {
        return new Usd(Math.multiplyExact(micros, Math.max(0, time.toMillis())) / MILLIS_PER_HOUR);
    }

    /// The same, rounded up: what it could come to at most.
    public Usd atMostOver(Duration time) {
        long millis = Math.max(0, time.toMillis());
        return new Usd(Math.ceilDiv(Math.multiplyExact(micros, millis), MILLIS_PER_HOUR));
    }

    @Override
    public int compareTo(Usd other) {
        return Long.compare(micros, other.micros);
    }

    @Override
    @JsonValue
    public String toString() {
        return BigDecimal.valueOf(micros, 6).toPlainString();
    }
}
