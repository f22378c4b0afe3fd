package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.workload.WorkloadClass;

import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// Where money is short, nothing is bought ahead; what waits is, as long as what runs can go on.
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

    /// Ten dollars an hour are five in half an hour; three an hour are held for 16 minutes at first, and go on for 20 more: 1.80. What is not whole is rounded up.
    @Test
    void what_waits_is_not_bought_for_with_the_next_leases_of_what_runs() {
        Scene scene = scene().pool("p", 0, 10).offer("p", ONE, "3").working("p").waiting(1, 1);

        assertThat(scene.funds(EVERYTHING, "6.81", Duration.ofHours(10)).plan().steps()).hasSize(1);
        ScalingPlan tooLittle = scene.funds(EVERYTHING, "6.80", Duration.ofHours(10)).plan();

        assertThat(tooLittle.steps()).isEmpty();
        assertThat(tooLittle.unmet())
                .singleElement()
                .satisfies(
                        unmet ->
                                assertThat(unmet.why())
                                        .isEqualTo(
                                                new ScalingPlan.Why.NeededByWhatRuns(
                                                        "cap",
                                                        Money.of("0.000001"),
                                                        NOON.plusSeconds(60))));
    }

    @Test
    void a_purchase_leaves_the_next_leases_to_those_of_the_same_plan_as_well() {
        Scene scene = scene().pool("p", 0, 10).offer("p", ONE, "3").waiting(3, 1);

        assertThat(scene.funds(EVERYTHING, "3.59", Duration.ofHours(10)).plan().steps()).hasSize(1);
        assertThat(
                        scene().pool("p", 0, 10)
                                .offer("p", ONE, "3")
                                .waiting(3, 1)
                                .funds(EVERYTHING, "3.60", Duration.ofHours(10))
                                .plan()
                                .steps())
                .hasSize(2);
    }

    @Test
    void where_nothing_runs_a_budget_is_asked_for_the_last_of_its_money() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .waiting(1, 1)
                        .funds(EVERYTHING, "0.01", Duration.ofHours(10))
                        .plan();

        assertThat(plan.steps()).hasSize(1);
    }

    @Test
    void what_a_period_had_left_says_nothing_once_it_is_over() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .working("p")
                        .waiting(1, 1)
                        .funds(EVERYTHING, "1", Duration.ZERO)
                        .plan();

        assertThat(plan.steps()).hasSize(1);
    }

    @Test
    void online_inference_comes_before_what_runs() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .working("p")
                        .of(WaitingWork.of(WorkloadClass.ONLINE_INFERENCE))
                        .waiting(1, 1)
                        .funds(EVERYTHING, "1", Duration.ofHours(10))
                        .plan();

        assertThat(plan.steps()).hasSize(1);
    }

    @Test
    void a_gang_is_not_bought_for_half() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .gang(3, 1)
                        .funds(EVERYTHING, "3.60", Duration.ofHours(10))
                        .plan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.unmet())
                .singleElement()
                .satisfies(u -> assertThat(u.replicas()).isEqualTo(3));
    }

    @Test
    void what_runs_under_another_budget_needs_nothing_of_this_one() {
        BudgetScope other =
                new BudgetScope(null, null, null, "q", null, null, null, null, Map.of());
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .pool("q", 0, 10)
                        .offer("q", ONE, "3")
                        .working("p")
                        .waiting(1, 1)
                        .funds(other, "1.80", Duration.ofHours(10))
                        .plan();

        assertThat(plan.steps()).hasSize(1);
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
