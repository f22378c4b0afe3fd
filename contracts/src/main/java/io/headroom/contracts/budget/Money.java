package io.headroom.contracts.budget;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.headroom.contracts.check.InvalidFields;

/// An exact amount in millionths of the currency's unit; at most about nine thousand billion.
/// Whatever overflows throws.
public record Money(long micros) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);
    private static final int SCALE = 6;
    private static final Pattern FORM = Pattern.compile("-?\\d{1,20}(\\.\\d{1,6}0{0,20})?");
    private static final BigInteger HOUR_NANOS = BigInteger.valueOf(Duration.ofHours(1).toNanos());

    /// Reads a decimal such as `2500.00`.
    @JsonCreator
    public static Money of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidFields(
                    "amount",
                    "'" + text + "' is not a decimal with at most six places, such as 2500.00");
        }
        try {
            return new Money(new BigDecimal(text).movePointRight(SCALE).longValueExact());
        } catch (ArithmeticException _) {
            throw new InvalidFields(
                    "amount", "'" + text + "' is too large: at most 9000000000000.00 is an amount");
        }
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(micros, other.micros));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(micros, other.micros));
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(micros, factor));
    }

    public Money max(Money other) {
        return micros >= other.micros ? this : other;
    }

    public Money min(Money other) {
        return micros <= other.micros ? this : other;
    }

    public boolean isNegative() {
        return micros < 0;
    }

    public boolean isPositive() {
        return micros > 0;
    }

    /// What a time costs at this price per hour, rounded up to the next millionth: never too little.
    public Money perHourFor(Duration time) {
        BigInteger[] parts =
                BigInteger.valueOf(micros)
                        .multiply(BigInteger.valueOf(time.toNanos()))
                        .divideAndRemainder(HOUR_NANOS);
        return new Money(parts[0].longValueExact() + (parts[1].signum() > 0 ? 1 : 0));
    }

    public BigDecimal decimal() {
        return BigDecimal.valueOf(micros, SCALE);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(micros, other.micros);
    }

    @JsonValue
    @Override
    public String toString() {
        BigDecimal plain = decimal().stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2, RoundingMode.UNNECESSARY) : plain)
                .toPlainString();
    }
}
