package io.headroom.engine.scaling.money;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeReason;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.fact.Funds;
import io.headroom.engine.scaling.fact.ScalingPlan;

import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// Where money is short, nothing is bought ahead; what waits is.
class ThriftTest {

    @Test
    void nothing_is_bought_ahead_for_demand_that_a_quota_holds_back() {
        ScalingPlan plan =
                scene().pool("p", 0, 10).offer("p", ONE, "3").forecast(0, 3).heldBack(3).plan();

        assertThat(plan.steps()).isEmpty();
    }

    private static final BudgetScope EVERYTHING = BudgetScope.everything();

    @Test
    void nothing_is_bought_ahead_that_the_money_would_not_last_for() {
        Scene scene = scene().pool("p", 0, 10).offer("p", ONE, "3").forecast(4, 4);

        assertThat(scene.funds(EVERYTHING, "1000", Duration.ofHours(10)).plan().steps()).hasSize(4);
        ScalingPlan thrifty = scene.funds(EVERYTHING, "65", Duration.ofHours(10)).plan();

        // Two at three dollars an hour for ten hours are sixty.
        assertThat(thrifty.steps()).hasSize(2);
        assertThat(thrifty.bounds())
                .singleElement()
                .satisfies(bound -> assertThat(bound.why()).contains("money"));
    }

    @Test
    void a_budget_that_does_not_pay_for_it_holds_nothing_back() {
        Scene scene = scene().pool("p", 0, 10).offer("p", ONE, "3").forecast(4, 4);
        BudgetScope other =
                new BudgetScope(null, null, null, "q", null, null, null, null, Map.of());

        assertThat(scene.funds(other, "1.80", Duration.ofHours(10)).plan().steps()).hasSize(4);
    }

    @Test
    void none_that_idles_is_kept_ahead_where_what_runs_would_not_be_renewed() {
        Scene scene =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "10")
                        .idle("p", ONE, Duration.ofMinutes(10))
                        .forecast(1, 1);

        // Ten minutes of it, at ten dollars an hour.
        assertThat(scene.funds(EVERYTHING, "1.67", Duration.ofHours(10)).plan().steps()).isEmpty();
        assertThat(scene.funds(EVERYTHING, "1.66", Duration.ofHours(10)).plan().steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        ScalingPlan.Step.Release.class,
                        gone ->
                                assertThat(gone.why().toString())
                                        .contains("too little left for the next leases"));
    }

    @Test
    void over_a_month_what_was_usual_counts_and_not_the_peak() {
        Instant monthEnd = NOON.plus(Duration.ofDays(20));
        Money peak = Money.of("100");
        Funds slow = funds("10000", "2000", monthEnd);
        Funds fast = funds("10000", "9000", monthEnd);
        Funds fresh =
                Funds.of(
                        "cap",
                        EVERYTHING,
                        Money.of("10000"),
                        Money.of("90"),
                        NOON.minusSeconds(3600),
                        monthEnd,
                        NOON);

        assertThat(slow.lastsAt(peak, NOON)).isTrue();
        assertThat(fast.lastsAt(peak, NOON)).isFalse();
        assertThat(fresh.lastsAt(peak, NOON)).as("an hour says nothing of a month").isTrue();
        assertThat(slow.lastsAt(peak, monthEnd.minus(Duration.ofHours(20)))).isTrue();
        assertThat(slow.lastsAt(Money.of("501"), monthEnd.minus(Duration.ofHours(20)))).isFalse();
    }

    /// Ten days in.
    private static Funds funds(String free, String spent, Instant until) {
        return Funds.of(
                "cap",
                EVERYTHING,
                Money.of(free),
                Money.of(spent),
                NOON.minus(Duration.ofDays(10)),
                until,
                NOON);
    }

    @Test
    void what_waits_is_bought_for_while_there_is_money_for_all() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .waiting(3, 1)
                        .forecast(8, 8)
                        .funds(EVERYTHING, "10", Duration.ofHours(10))
                        .plan();

        assertThat(plan.steps())
                .hasSize(3)
                .allSatisfy(
                        step ->
                                assertThat(((ScalingPlan.Step.Buy) step).nodes().getFirst().why())
                                        .isInstanceOf(NodeReason.ForShortfall.class));
    }

    @Test
    void what_a_budget_refuses_to_those_who_wait_is_not_spent_on_those_who_may_come() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .waiting(1, 1)
                        .forecast(4, 4)
                        .refused("p", "3", NOON.plusSeconds(60))
                        .plan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.bounds()).hasSize(1);
    }
}
