package io.headroom.engine.budget.limit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.budget.ExchangeRate;
import io.headroom.contracts.budget.Money;

/// What the amounts of one currency are in dollars, and when: each rate holds until the next one.
///
/// @param rates the oldest first; none of dollars themselves
public record ExchangeRates(String currency, List<ExchangeRate> rates) {

    public static final ExchangeRates LEDGER = new ExchangeRates(ExchangeRate.LEDGER, List.of());

    public ExchangeRates {
        rates = List.copyOf(rates);
        if (rates.isEmpty() != currency.equals(ExchangeRate.LEDGER)) {
            throw new IllegalArgumentException("there is no rate of " + currency);
        }
    }

    /// The one that held then. What was before any was known has the first: rates are only ever added at the end, so that
    /// it stays the first, and no past is rewritten.
    public Optional<ExchangeRate> at(Instant instant) {
        Optional<ExchangeRate> last =
                rates.isEmpty() ? Optional.empty() : Optional.of(rates.getFirst());
        for (ExchangeRate rate : rates) {
            if (!rate.from().isAfter(instant)) {
                last = Optional.of(rate);
            }
        }
        return last;
    }

    /// A limit in dollars, by the rate of an instant: not more than it was meant to be, nor than a budget may have.
    public Money limit(Money amount, Instant at) {
        return at(at).map(rate -> rate.limit(amount)).orElse(amount);
    }
}
