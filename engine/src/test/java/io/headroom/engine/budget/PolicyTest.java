package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.BudgetStatus;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.book.CarryOver;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.limit.Restriction;
import io.headroom.engine.budget.outlook.Hindsight;
import io.headroom.engine.budget.outlook.SpendCourse;
import io.headroom.engine.budget.period.Span;

import static io.headroom.engine.budget.Spending.NOON;
import static io.headroom.engine.budget.Spending.daily;
import static io.headroom.engine.budget.Spending.node;
import static io.headroom.engine.budget.Spending.purchase;
import static org.assertj.core.api.Assertions.assertThat;

/// What a policy does besides limiting: it carries over, restricts, drains, looks ahead and back.
class PolicyTest {

    private static final Span DAY = daily("1.00").period().current(NOON).orElseThrow();

    @Test
    void what_a_period_left_is_carried_over_up_to_a_limit() {
        Account past = account("30.00", "5.00");
        assertThat(CarryOver.from(past, daily("100.00"), Money.of("20.00")))
                .isEqualTo(Money.of("20.00"));
        assertThat(CarryOver.from(past, daily("40.00"), Money.of("20.00")))
                .isEqualTo(Money.of("5.00"));
        assertThat(CarryOver.from(past, daily("35.00"), Money.of("20.00"))).isEqualTo(Money.ZERO);
        assertThat(CarryOver.before(daily("1.00"), NOON))
                .contains(new Span(DAY.from().minus(Duration.ofDays(1)), DAY.from()));
    }

    @Test
    void what_was_carried_over_may_be_held() {
        Accounts accounts =
                Accounts.of(List.of(Account.empty("daily", DAY).carrying(Money.of("7.00"))));
        var asked = purchase(node(1, "60.00"));
        assertThat(decide(asked, "10.00", accounts)).isInstanceOf(SpendDecision.Granted.class);
        assertThat(decide(asked, "9.99", accounts)).isInstanceOf(SpendDecision.Denied.class);
    }

    @Test
    void a_restriction_refuses_what_it_forbids_and_names_its_rule() {
        for (Restriction restriction : Restriction.values()) {
            Account account = Account.empty("daily", DAY).restricted(List.of(restriction));
            var decision =
                    decide(purchase(node(1, "1.00")), "100.00", Accounts.of(List.of(account)));
            // It is an on-demand machine of production.
            switch (restriction) {
                case SPOT_ONLY, DRAIN ->
                        assertThat(decision)
                                .isEqualTo(
                                        new SpendDecision.Denied(
                                                "daily",
                                                Money.ZERO,
                                                DAY.to(),
                                                SpendDecision.Rule.valueOf(restriction.name())));
                case STOP_NON_PRODUCTION ->
                        assertThat(decision).isInstanceOf(SpendDecision.Granted.class);
            }
        }
    }

    @Test
    void a_drain_keeps_the_most_important_that_last_to_the_periods_end() {
        List<PaidNode> nodes = new ArrayList<>();
        for (int priority = 1; priority <= 4; priority++) {
            nodes.add(running(priority));
        }
        // Twelve hours are left, at 10.00 an hour each: two fit.
        Account account = account("0.00", "0.00");
        assertThat(DrainPlan.goes(nodes, account, daily("250.00"), NOON))
                .extracting(PaidNode::priority)
                .containsExactly(2, 1);
    }

    @Test
    void a_steady_course_ends_where_it_leads() {
        SpendCourse course = SpendCourse.of(hours("2.00", "2.00", "2.00", "2.00"), NOON);
        BudgetStatus.Outlook outlook =
                course.outlook(daily("40.00"), account("24.00", "0.00"), NOON).orElseThrow();
        assertThat(outlook.expected()).isEqualTo(Money.of("48.00"));
        assertThat(outlook.low()).isEqualTo(outlook.high());
        assertThat(outlook.runsOut()).isEqualTo(NOON.plus(Duration.ofHours(8)));
    }

    @Test
    void an_unsteady_course_is_foretold_less_surely() {
        SpendCourse course = SpendCourse.of(hours("0.00", "4.00", "0.00", "4.00"), NOON);
        BudgetStatus.Outlook outlook =
                course.outlook(daily("400.00"), account("24.00", "0.00"), NOON).orElseThrow();
        assertThat(outlook.expected()).isEqualTo(Money.of("48.00"));
        assertThat(outlook.low()).isLessThan(outlook.expected());
        assertThat(outlook.high()).isGreaterThan(outlook.expected());
        assertThat(outlook.runsOut()).isNull();
    }

    @Test
    void an_hour_far_from_its_course_is_out_of_the_ordinary() {
        List<SpendCourse.Hour> hours = new ArrayList<>();
        for (int back = 24; back >= 1; back--) {
            Money spent = Money.of(back % 2 == 0 ? "2.00" : "2.20");
            hours.add(new SpendCourse.Hour(NOON.minus(Duration.ofHours(back)), spent));
        }
        var expected = SpendCourse.of(hours, NOON).next().orElseThrow();
        assertThat(expected.isMissedBy(Money.of("2.40"))).isFalse();
        assertThat(expected.isMissedBy(Money.of("9.00"))).isTrue();
        assertThat(expected.isMissedBy(Money.of("0.00"))).isTrue();
    }

    @Test
    void hindsight_refuses_what_did_not_fit_any_more() {
        List<Hindsight.Cost> costs = new ArrayList<>();
        for (int hour = 0; hour < 4; hour++) {
            Instant at = DAY.from().plus(Duration.ofHours(hour));
            for (int n = 1; n <= 2; n++) {
                var spend = node(n, "1.00");
                costs.add(
                        new Hindsight.Cost(spend.node(), spend.attributes(), at, Money.of("1.00")));
            }
        }
        var refused = hindsight(daily("5.00"), costs, "0.00");
        assertThat(refused.nodes()).isEqualTo(2);
        assertThat(refused.amount()).isEqualTo(Money.of("3.00"));
        assertThat(refused.first()).isEqualTo(DAY.from().plus(Duration.ofHours(2)));
        assertThat(hindsight(daily("8.00"), costs, "0.00").nodes()).isZero();
        // What the day had spent before takes its part.
        assertThat(hindsight(daily("8.00"), costs, "3.00")).isEqualTo(refused);
    }

    @Test
    void hindsight_knows_what_is_reserved_for_a_class() {
        var spend = node(1, "1.00");
        var cost =
                new Hindsight.Cost(spend.node(), spend.attributes(), DAY.from(), Money.of("6.00"));
        Budget whole = daily("10.00");
        Budget others =
                new Budget(
                        "daily/others",
                        whole.scope(),
                        Money.of("5.00"),
                        whole.period(),
                        true,
                        List.of(WorkloadClass.ONLINE_INFERENCE));
        Hindsight hindsight = new Hindsight(List.of(whole, others));
        hindsight.add(cost);
        assertThat(hindsight.refused().nodes()).isEqualTo(1);
    }

    private static Hindsight.Refused hindsight(
            Budget budget, List<Hindsight.Cost> costs, String before) {
        Hindsight hindsight = new Hindsight(List.of(budget));
        hindsight.spent(budget, DAY, Money.of(before));
        costs.forEach(hindsight::add);
        return hindsight.refused();
    }

    @Test
    void a_rolling_budget_holds_in_every_stretch_of_its_length() {
        Budget rolling =
                Spending.budget("daily", "20.00", PeriodSpec.rolling(Duration.ofHours(12)));
        Accounts accounts = Accounts.of(List.of());
        var first = decide(purchase(node(1, "60.00")), rolling, accounts, NOON);
        assertThat(first).isInstanceOf(SpendDecision.Granted.class);
        Accounts after = accounts.post(((SpendDecision.Granted) first).postings());
        Instant stillWithin = NOON.plus(Duration.ofHours(11));
        Instant beyond = NOON.plus(Duration.ofHours(14));
        var again = purchase(node(2, "60.00"));
        assertThat(decide(again, rolling, after, stillWithin))
                .isInstanceOf(SpendDecision.Denied.class);
        assertThat(decide(again, rolling, after, beyond)).isInstanceOf(SpendDecision.Granted.class);
    }

    private static List<SpendCourse.Hour> hours(String... spent) {
        List<SpendCourse.Hour> hours = new ArrayList<>();
        for (int i = 0; i < spent.length; i++) {
            Instant begin = NOON.minus(Duration.ofHours(spent.length - i));
            hours.add(new SpendCourse.Hour(begin, Money.of(spent[i])));
        }
        return hours;
    }

    private static Account account(String spent, String committed) {
        return Spending.account(DAY, spent, committed, "100.00");
    }

    private static PaidNode running(int priority) {
        var request =
                new SpendRequested(
                        purchase().purchase(), List.of(node(priority, "10.00")), priority, NOON);
        var granted =
                (SpendDecision.Granted)
                        SpendGuard.decide(
                                request,
                                List.of(),
                                Accounts.of(List.of()),
                                NOON,
                                LeasePolicy.DEFAULT);
        return granted.nodes().getFirst();
    }

    private static SpendDecision decide(SpendRequested asked, String cap, Accounts accounts) {
        return decide(asked, daily(cap), accounts, NOON);
    }

    private static SpendDecision decide(
            SpendRequested asked, Budget budget, Accounts accounts, Instant now) {
        return SpendGuard.decide(asked, List.of(budget), accounts, now, LeasePolicy.DEFAULT);
    }
}
