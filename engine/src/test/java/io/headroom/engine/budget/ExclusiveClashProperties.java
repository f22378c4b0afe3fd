package io.headroom.engine.budget;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.Schedule;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.limit.ExclusiveClash;
import io.headroom.engine.budget.period.WeekHours;

import static io.headroom.engine.budget.Spending.NOON;
import static org.assertj.core.api.Assertions.assertThat;

class ExclusiveClashProperties {

    private static final List<String> NAMES = List.of("a", "b");

    @Property(tries = 2_000)
    void what_two_scopes_share_is_what_both_match(
            @ForAll("scopes") BudgetScope one,
            @ForAll("scopes") BudgetScope other,
            @ForAll("launches") SpendAttributes launch) {
        boolean shared = one.meet(other).filter(both -> both.matches(launch)).isPresent();
        assertThat(shared).isEqualTo(one.matches(launch) && other.matches(launch));
        assertThat(one.meet(other)).isEqualTo(other.meet(one));
    }

    @Property(tries = 1_000)
    void where_scopes_share_anything_there_is_a_launch_that_both_would_pay_for(
            @ForAll("scopes") BudgetScope one, @ForAll("scopes") BudgetScope other) {
        one.meet(other)
                .map(ExclusiveClashProperties::launchOf)
                .ifPresent(
                        launch -> assertThat(launch).matches(one::matches).matches(other::matches));
    }

    @Property(tries = 1_000)
    void of_budgets_that_do_not_clash_no_launch_falls_under_two_at_a_time(
            @ForAll("budgets") List<BudgetSpec> specs,
            @ForAll("launches") SpendAttributes launch,
            @ForAll("minutes") Instant at) {
        List<ExclusiveClash.Declared> budgets =
                specs.stream()
                        .map(s -> new ExclusiveClash.Declared("b" + specs.indexOf(s), s))
                        .toList();
        if (ExclusiveClash.among(budgets).isEmpty()) {
            assertThat(
                            budgets.stream()
                                    .filter(b -> b.spec().exclusive())
                                    .map(b -> Budget.of(b.name(), b.spec()))
                                    .filter(b -> b.covers(launch) && !b.period().at(at).isEmpty())
                                    .distinct())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Property(tries = 500)
    void hours_of_one_clock_meet_where_some_minute_of_a_week_is_in_both(
            @ForAll("schedules") Schedule one, @ForAll("schedules") Schedule other) {
        WeekHours first = WeekHours.of(one);
        WeekHours second = WeekHours.of(other);
        boolean together = false;
        for (int half = 0; half < 7 * 48; half++) {
            Instant at = NOON.plus(Duration.ofMinutes(30L * half));
            together |= first.covers(at) && second.covers(at);
        }
        assertThat(first.mayMeet(second)).isEqualTo(together);
    }

    private static SpendAttributes launchOf(BudgetScope scope) {
        return new SpendAttributes(
                or(scope.tenant()),
                or(scope.environment()),
                or(scope.pool()),
                or(scope.lane()),
                scope.provider() == null ? ProviderKind.AWS : scope.provider(),
                or(scope.region()),
                CapacityType.SPOT,
                scope.labels(),
                scope.workloadClass());
    }

    private static String or(@Nullable String name) {
        return name == null ? "other" : name;
    }

    @Provide
    Arbitrary<BudgetScope> scopes() {
        Arbitrary<@Nullable String> name = Arbitraries.of(NAMES).injectNull(0.7);
        return Combinators.combine(
                        name,
                        name,
                        name,
                        name,
                        Arbitraries.of(ProviderKind.class).injectNull(0.8),
                        name,
                        Arbitraries.of(WorkloadClass.class).injectNull(0.8),
                        labels())
                .as(
                        (tenant, environment, pool, lane, provider, region, of, labels) ->
                                new BudgetScope(
                                        null,
                                        tenant,
                                        environment,
                                        pool,
                                        lane,
                                        provider,
                                        region,
                                        of,
                                        labels));
    }

    @Provide
    Arbitrary<SpendAttributes> launches() {
        Arbitrary<String> name = Arbitraries.of(NAMES);
        return Combinators.combine(
                        name,
                        name,
                        name,
                        name,
                        Arbitraries.of(ProviderKind.class),
                        name,
                        Arbitraries.of(WorkloadClass.class).injectNull(0.3),
                        labels())
                .as(
                        (tenant, environment, pool, lane, provider, region, of, labels) ->
                                new SpendAttributes(
                                        tenant,
                                        environment,
                                        pool,
                                        lane,
                                        provider,
                                        region,
                                        CapacityType.ON_DEMAND,
                                        labels,
                                        of));
    }

    private static Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(Arbitraries.of("team", "stage"), Arbitraries.of(NAMES))
                .ofMaxSize(2);
    }

    @Provide
    Arbitrary<List<BudgetSpec>> budgets() {
        Arbitrary<PeriodSpec> periods =
                Arbitraries.of(
                        PeriodSpec.every(PeriodSpec.Every.DAY, "UTC"),
                        PeriodSpec.rolling(Duration.ofHours(12)),
                        PeriodSpec.fixed(NOON.minusSeconds(600_000), NOON),
                        PeriodSpec.fixed(NOON, NOON.plusSeconds(600_000)));
        return Combinators.combine(
                        scopes(),
                        periods,
                        schedules().injectNull(0.5),
                        Arbitraries.of(true, true, false))
                .as(
                        (scope, period, schedule, exclusive) ->
                                new BudgetSpec(
                                        scope,
                                        Money.of("10.00"),
                                        null,
                                        period,
                                        null,
                                        null,
                                        null,
                                        null,
                                        schedule,
                                        exclusive))
                .list()
                .uniqueElements()
                .ofMinSize(2)
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<Schedule> schedules() {
        Arbitrary<LocalTime> times =
                Arbitraries.integers()
                        .between(0, 47)
                        .map(half -> LocalTime.MIDNIGHT.plusMinutes(30L * half));
        return Combinators.combine(
                        Arbitraries.of(DayOfWeek.class).list().ofMinSize(1).ofMaxSize(3),
                        times,
                        times)
                .as((days, from, to) -> new Schedule(days, from, to, "UTC"));
    }

    @Provide
    Arbitrary<Instant> minutes() {
        return Arbitraries.integers()
                .between(-9_000, 9_000)
                .map(minute -> NOON.plus(Duration.ofMinutes(minute)));
    }
}
