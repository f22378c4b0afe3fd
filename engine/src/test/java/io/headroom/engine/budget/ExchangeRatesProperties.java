package io.headroom.engine.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.ExchangeRate;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.CarryOver;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.limit.ExchangeRates;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;

import static io.headroom.engine.budget.Spending.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExchangeRatesProperties {

    private static final BudgetPeriod DAYS =
            BudgetPeriod.of(PeriodSpec.every(PeriodSpec.Every.DAY, "UTC"));

    @Property(tries = 500)
    void a_rate_that_is_said_later_changes_no_period_that_has_begun(
            @ForAll @Size(min = 1, max = 6) List<@LongRange(min = 1, max = 3_000_000) Long> values,
            @ForAll @IntRange(min = 0, max = 600_000) int at,
            @ForAll @IntRange(min = 1, max = 90_000) int later) {
        ExchangeRates known = rates(values);
        Instant now = NOON.plusSeconds(at);
        Instant from = known.rates().getLast().from().plusSeconds(later);
        List<ExchangeRate> more = new ArrayList<>(known.rates());
        more.add(new ExchangeRate("EUR", from, new BigDecimal("0.000001")));
        Budget before = budget(known);
        Budget after = budget(new ExchangeRates("EUR", more));
        Span period = DAYS.current(now).orElseThrow();
        if (period.from().isBefore(from)) {
            assertThat(after.cap(period)).isEqualTo(before.cap(period));
        } else {
            assertThat(after.cap(period)).isEqualTo(Money.of("0.000100"));
        }
    }

    @Property(tries = 500)
    void a_limit_in_dollars_is_never_more_than_it_was_meant(
            @ForAll @LongRange(min = 0, max = 10_000_000_000_000_000L) long micros,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long millionths) {
        BigDecimal dollars = BigDecimal.valueOf(millionths, 6);
        Money limit = new ExchangeRate("EUR", NOON, dollars).limit(new Money(micros));
        BigDecimal exact = BigDecimal.valueOf(micros, 6).multiply(dollars);
        assertThat(limit.decimal()).isLessThanOrEqualTo(exact);
        assertThat(limit).isLessThanOrEqualTo(BudgetSpec.MOST);
        assertThat(limit.plus(new Money(1)).decimal())
                .isGreaterThan(exact.min(BudgetSpec.MOST.decimal()));
    }

    @Example
    void dollars_are_as_they_are_and_other_currencies_are_nothing_without_a_rate() {
        assertThat(ExchangeRates.LEDGER.limit(Money.of("1.23"), NOON)).isEqualTo(Money.of("1.23"));
        assertThatThrownBy(() -> new ExchangeRates("EUR", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExchangeRate("USD", NOON, BigDecimal.ONE))
                .hasMessageContaining("currency");
        assertThatThrownBy(() -> new ExchangeRate("EUR", NOON, BigDecimal.ZERO))
                .hasMessageContaining("dollars");
    }

    @Example
    void what_is_carried_over_is_judged_by_the_rate_of_the_period_that_left_it() {
        ExchangeRates halved =
                new ExchangeRates(
                        "EUR",
                        List.of(
                                new ExchangeRate("EUR", NOON.minusSeconds(900_000), BigDecimal.ONE),
                                new ExchangeRate("EUR", NOON, new BigDecimal("0.5"))));
        Span left = DAYS.current(NOON).orElseThrow();
        Account past = Spending.account(left, "60.00", "0.00", "60.00");
        Money over = CarryOver.from(past, budget(halved), Money.of("100.00"));
        assertThat(over).isEqualTo(Money.of("40.00"));
    }

    private static Budget budget(ExchangeRates rates) {
        return new Budget(
                "euros",
                BudgetScope.everything(),
                Money.of("100.00"),
                DAYS,
                true,
                List.of(),
                rates);
    }

    /// One each third of a day from noon on, in millionths.
    private static ExchangeRates rates(List<Long> millionths) {
        List<ExchangeRate> rates = new ArrayList<>();
        for (long value : millionths) {
            rates.add(
                    new ExchangeRate(
                            "EUR",
                            NOON.plusSeconds(29_000L * rates.size()),
                            BigDecimal.valueOf(value, 6)));
        }
        return new ExchangeRates("EUR", rates);
    }
}
