package io.headroom.cost.rate;

import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.ExchangeRate;
import io.headroom.engine.budget.limit.ExchangeRates;

/// The rates of some currencies, as they were known when they were asked for.
public record KnownRates(Map<String, ExchangeRates> byCurrency) {

    public KnownRates {
        byCurrency = Map.copyOf(byCurrency);
    }

    /// Dollars need none; of another currency, none where nobody has said any.
    public Optional<ExchangeRates> in(String currency) {
        return currency.equals(ExchangeRate.LEDGER)
                ? Optional.of(ExchangeRates.LEDGER)
                : Optional.ofNullable(byCurrency.get(currency));
    }

    /// Of a budget that was declared, which none is without a rate.
    public ExchangeRates of(BudgetSpec declared) {
        return in(declared.currency())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "there is no rate of " + declared.currency()));
    }
}
