package io.headroom.engine.budget;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.Schedule;
import io.headroom.engine.budget.limit.ExclusiveClash;

import static io.headroom.engine.budget.Spending.NOON;
import static org.assertj.core.api.Assertions.assertThat;

class ExclusiveClashTest {

    private static final PeriodSpec DAILY = PeriodSpec.every(PeriodSpec.Every.DAY, "UTC");

    @Test
    void a_clash_names_what_each_of_the_two_says() {
        var clash =
                ExclusiveClash.between(
                                budget("mine", scope("research", "a100", null), DAILY, true),
                                List.of(
                                        budget("free", scope("serving", null, null), DAILY, true),
                                        budget("eu", scope("research", null, "eu"), DAILY, true)))
                        .orElseThrow();
        assertThat(clash.with()).isEqualTo("eu");
        assertThat(clash.shared()).isEqualTo(scope("research", "a100", "eu"));
        assertThat(clash.dimensions())
                .containsExactly(
                        "tenant research in both",
                        "pool a100 in mine alone",
                        "region eu in eu alone");
        assertThat(clash.complaint()).contains("mine and eu", "tenant research in both");
    }

    @Test
    void whoever_is_not_exclusive_clashes_with_nobody() {
        var all = budget("all", BudgetScope.everything(), DAILY, false);
        var one = budget("one", scope("research", null, null), DAILY, true);
        assertThat(ExclusiveClash.among(List.of(all, one))).isEmpty();
        assertThat(ExclusiveClash.between(one, List.of(one))).isEmpty();
    }

    @Test
    void dates_that_never_meet_keep_two_budgets_apart() {
        var before = PeriodSpec.fixed(NOON, NOON.plus(Duration.ofDays(9)));
        var after = PeriodSpec.fixed(NOON.plus(Duration.ofDays(9)), NOON.plus(Duration.ofDays(20)));
        var everything = BudgetScope.everything();
        var one = budget("one", everything, before, true);
        assertThat(ExclusiveClash.among(List.of(one, budget("two", everything, after, true))))
                .isEmpty();
        assertThat(ExclusiveClash.among(List.of(one, budget("two", everything, DAILY, true))))
                .hasValueSatisfying(
                        clash -> assertThat(clash.complaint()).contains("neither names anything"));
    }

    @Test
    void nights_and_days_of_one_clock_are_apart_and_of_two_clocks_may_not_be() {
        var day = hours("06:00", "20:00", "UTC");
        assertThat(ExclusiveClash.among(List.of(day, hours("20:00", "06:00", "UTC")))).isEmpty();
        assertThat(ExclusiveClash.among(List.of(day, hours("20:00", "06:01", "UTC")))).isPresent();
        assertThat(ExclusiveClash.among(List.of(day, hours("20:00", "06:00", "Europe/Berlin"))))
                .isPresent();
    }

    private static ExclusiveClash.Declared hours(String from, String to, String zone) {
        var schedule = new Schedule(null, LocalTime.parse(from), LocalTime.parse(to), zone);
        return new ExclusiveClash.Declared(
                from + to + zone,
                new BudgetSpec(
                        null,
                        Money.of("1.00"),
                        null,
                        DAILY,
                        null,
                        null,
                        null,
                        null,
                        schedule,
                        true));
    }

    private static ExclusiveClash.Declared budget(
            String name, BudgetScope scope, PeriodSpec period, boolean exclusive) {
        return new ExclusiveClash.Declared(
                name,
                new BudgetSpec(
                        scope,
                        Money.of("1.00"),
                        null,
                        period,
                        null,
                        null,
                        null,
                        null,
                        null,
                        exclusive));
    }

    private static BudgetScope scope(
            @Nullable String tenant, @Nullable String pool, @Nullable String region) {
        return new BudgetScope(null, tenant, null, pool, null, null, region, null, Map.of());
    }
}
