package io.headroom.contracts.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;

import com.fasterxml.jackson.annotation.JsonFormat;

import io.headroom.contracts.check.Checks;

/// What one unit of a currency is in dollars, the ledger's currency, from an instant on until the next rate's.
///
/// @param currency by its ISO 4217 code
public record ExchangeRate(
        String currency,
        Instant from,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal dollars) {

    /// The currency that the ledger is kept in.
    public static final String LEDGER = "USD";

    /// A millionth of a dollar is the least that the ledger knows.
    private static final BigDecimal LEAST = new BigDecimal("0.000001");

    /// A unit of any currency is worth less, and nobody means more.
    private static final BigDecimal MOST = new BigDecimal("1000000");

    private static final int PLACES = 12;

    public ExchangeRate {
        // Databases keep microseconds, and no rate changes within a second.
        from = from.truncatedTo(ChronoUnit.SECONDS);
        dollars = dollars.stripTrailingZeros();
        new Checks()
                .that(
                        isForeign(currency),
                        "currency",
                        "must be a currency by its ISO 4217 code, and not " + LEDGER)
                .that(
                        dollars.compareTo(LEAST) >= 0
                                && dollars.compareTo(MOST) <= 0
                                && dollars.scale() <= PLACES,
                        "dollars",
                        "must be from %s to %s, with at most %d places"
                                .formatted(LEAST, MOST, PLACES))
                .done();
        dollars = dollars.scale() < 0 ? dollars.setScale(0) : dollars;
    }

    public static boolean isForeign(String currency) {
        return isCurrency(currency) && !currency.equals(LEDGER);
    }

    public static boolean isCurrency(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode().equals(code);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// A limit in dollars: no higher than it was meant, and no higher than any may be.
    public Money limit(Money foreign) {
        BigDecimal exact = foreign.decimal().multiply(dollars).min(BudgetSpec.MOST.decimal());
        return money(exact, RoundingMode.DOWN);
    }

    /// So much it is, to the nearest millionth; throws [ArithmeticException] where no ledger could have it.
    public Money of(Money foreign) {
        return money(foreign.decimal().multiply(dollars), RoundingMode.HALF_EVEN);
    }

    private static Money money(BigDecimal exact, RoundingMode rounding) {
        return new Money(exact.setScale(6, rounding).movePointRight(6).longValueExact());
    }
}
