package io.headroom.contracts.budget;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// A spend limit as people declare it.
///
/// @param scope which spending falls under it; nothing named means everything
/// @param currency of `amount` and `carryOver`, dollars by default; each period has them in dollars by the rate of its begin
/// @param enforcement whether the amount is a hard cap or only watched
/// @param carryOver at most so much of what a period did not spend is added to the next one
/// @param reserved a share that only some classes may use
/// @param schedule when it counts; always without one
/// @param exclusive what falls under it falls under no other exclusive budget; it may fall under any number of others
public record BudgetSpec(
        @Nullable BudgetScope scope,
        Money amount,
        @Nullable String currency,
        PeriodSpec period,
        @Nullable Enforcement enforcement,
        @Nullable List<BudgetThreshold> thresholds,
        @Nullable Money carryOver,
        @Nullable ReservedShare reserved,
        @Nullable Schedule schedule,
        @Nullable Boolean exclusive) {

    /// What happens at the amount.
    public enum Enforcement {
        /// Nothing is launched or kept that could pass it.
        HARD,
        /// It is counted and its thresholds are said; nothing is refused.
        SOFT
    }

    /// Ten thousand million: above it percentages of an amount would overflow, and no fleet costs so much.
    public static final Money MOST = new Money(10_000_000_000L * 1_000_000L);

    public BudgetSpec {
        scope = scope == null ? BudgetScope.everything() : scope;
        currency = currency == null ? ExchangeRate.LEDGER : currency;
        enforcement = enforcement == null ? Enforcement.HARD : enforcement;
        thresholds = thresholds == null ? List.of() : List.copyOf(thresholds);
        exclusive = Boolean.TRUE.equals(exclusive);
        new Checks()
                .present(amount, "amount")
                .present(period, "period")
                .that(
                        amount == null || (!amount.isNegative() && amount.compareTo(MOST) <= 0),
                        "amount",
                        "must be from 0.00 to " + MOST)
                .that(
                        ExchangeRate.isCurrency(currency),
                        "currency",
                        "must be a currency by its ISO 4217 code, such as EUR")
                .that(thresholds.size() <= 20, "thresholds", "must be at most 20")
                .that(
                        thresholds.stream().distinct().count() == thresholds.size(),
                        "thresholds",
                        "must differ")
                .that(
                        carryOver == null
                                || (carryOver.isPositive() && carryOver.compareTo(MOST) <= 0),
                        "carryOver",
                        "must be more than 0.00 and at most " + MOST)
                .that(
                        carryOver == null || (period != null && period.every() != null),
                        "carryOver",
                        "needs a period that comes again, such as every month")
                .done();
    }

    @Override
    public BudgetScope scope() {
        return scope == null ? BudgetScope.everything() : scope;
    }

    @Override
    public String currency() {
        return currency == null ? ExchangeRate.LEDGER : currency;
    }

    @Override
    public Enforcement enforcement() {
        return enforcement == null ? Enforcement.HARD : enforcement;
    }

    @Override
    public Boolean exclusive() {
        return Boolean.TRUE.equals(exclusive);
    }

    @Override
    public List<BudgetThreshold> thresholds() {
        return thresholds == null ? List.of() : thresholds;
    }
}
