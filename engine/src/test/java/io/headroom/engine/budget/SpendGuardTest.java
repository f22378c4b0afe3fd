package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.book.CapChange;
import io.headroom.engine.budget.book.CapPassed;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;

import static io.headroom.engine.budget.Spending.NOON;
import static io.headroom.engine.budget.Spending.budget;
import static io.headroom.engine.budget.Spending.daily;
import static io.headroom.engine.budget.Spending.node;
import static io.headroom.engine.budget.Spending.purchase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpendGuardTest {

    private static final LeasePolicy POLICY = LeasePolicy.DEFAULT;
    private static final Accounts NOTHING = Accounts.of(List.of());

    @Test
    void a_lease_is_paid_for_its_length_and_the_time_to_terminate() {
        var granted = grant(List.of(daily("100.00")), NOTHING, NOON, "60.00");
        Lease lease = granted.nodes().getFirst().lease();
        assertThat(lease.drainBy()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        assertThat(lease.until()).isEqualTo(NOON.plus(Duration.ofMinutes(12)));
        assertThat(lease.paid()).isEqualTo(Money.of("12.00"));
        assertThat(LeaseMath.powerOffBy(lease, POLICY)).isBefore(lease.drainBy());
    }

    @Test
    void a_purchase_that_does_not_fit_whole_takes_nothing() {
        var decision =
                SpendGuard.decide(
                        purchase(node(1, "60.00"), node(2, "60.00")),
                        List.of(daily("33.99")),
                        NOTHING,
                        NOON,
                        POLICY);
        assertThat(decision)
                .isEqualTo(
                        new SpendDecision.Denied(
                                "daily", Money.of("0.01"), Instant.parse("2026-11-11T00:00:00Z")));
    }

    @Test
    void what_leases_give_back_may_be_asked_for_again_soon() {
        var budgets = List.of(daily("20.00"));
        var first = grant(budgets, NOTHING, NOON, "60.00");
        var second =
                SpendGuard.decide(
                        purchase(node(2, "60.00")),
                        budgets,
                        NOTHING.post(first.postings()),
                        NOON,
                        POLICY);
        assertThat(second)
                .isEqualTo(
                        new SpendDecision.Denied(
                                "daily", Money.of("14.00"), NOON.plus(POLICY.retryAfter())));
    }

    @Test
    void without_a_budget_there_is_a_lease_and_no_limit() {
        var granted = grant(List.of(), NOTHING, NOON, "60.00");
        assertThat(granted.postings()).isEmpty();
        assertThat(granted.nodes().getFirst().lease().budgets()).isEmpty();
    }

    @Test
    void a_lease_over_midnight_is_paid_out_of_both_days() {
        Instant late = Instant.parse("2026-11-10T23:55:00Z");
        var granted = grant(List.of(daily("100.00")), NOTHING, late, "60.00");
        assertThat(granted.postings())
                .extracting(Posting::committed)
                .containsExactly(Money.of("5.00"), Money.of("12.00"));
    }

    @Test
    void a_short_period_has_short_leases() {
        var hourly = budget("hourly", "100.00", PeriodSpec.every(PeriodSpec.Every.HOUR, "UTC"));
        assertThat(LeaseMath.length(List.of(hourly), NOON, POLICY))
                .isEqualTo(Duration.ofSeconds(72));
    }

    @Test
    void a_renewal_charges_what_was_and_pays_what_comes() {
        var budgets = List.of(daily("100.00"));
        var granted = grant(budgets, NOTHING, NOON, "60.00");
        var running = launched(granted, budgets, "30.00");
        Accounts accounts = NOTHING.post(granted.postings()).post(running.postings());
        Instant half = NOON.plus(Duration.ofMinutes(5));
        var decision = SpendGuard.renew(running.node(), budgets, accounts, half, POLICY);
        assertThat(decision).isInstanceOf(RenewalDecision.Renewed.class);
        Account after = accounts.post(decision.settled().postings()).all().getFirst();
        assertThat(after.spent()).isEqualTo(Money.of("2.50"));
        assertThat(after.committed()).isEqualTo(Money.of("17.00"));
        assertThat(decision.settled().node().lease().version()).isEqualTo(2);
    }

    @Test
    void a_renewal_that_does_not_fit_is_refused_and_the_lease_ends_when_it_did() {
        var budgets = List.of(daily("18.00"));
        var granted = grant(budgets, NOTHING, NOON, "60.00");
        var running = launched(granted, budgets, "60.00");
        Accounts accounts = NOTHING.post(granted.postings()).post(running.postings());
        Instant half = NOON.plus(Duration.ofMinutes(5));
        var decision = SpendGuard.renew(running.node(), budgets, accounts, half, POLICY);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        RenewalDecision.Refused.class,
                        r -> assertThat(r.missing()).isEqualTo(Money.of("4.00")));
        Lease lease = decision.settled().node().lease();
        assertThat(lease.until()).isEqualTo(granted.nodes().getFirst().lease().until());
        assertThat(lease.version()).isEqualTo(2);
    }

    @Test
    void an_early_end_is_charged_the_minimum_and_gives_back_the_rest() {
        var budgets = List.of(daily("100.00"));
        var granted = grant(budgets, NOTHING, NOON, "60.00");
        var running = launched(granted, budgets, "60.00");
        var ended = Settlement.ended(running.node(), budgets, NOON.plusSeconds(5));
        Account after =
                NOTHING.post(granted.postings())
                        .post(running.postings())
                        .post(ended.postings())
                        .all()
                        .getFirst();
        assertThat(after.spent()).isEqualTo(Money.of("1.00"));
        assertThat(after.committed()).isEqualTo(Money.ZERO);
        assertThat(after.highest()).isEqualTo(Money.of("17.00"));
    }

    @Test
    void an_end_heard_of_late_takes_back_what_was_charged_since() {
        var budgets = List.of(daily("100.00"));
        var running = launched(grant(budgets, NOTHING, NOON, "60.00"), budgets, "60.00");
        var later = Settlement.settle(running.node(), budgets, NOON.plusSeconds(300));
        var ended = Settlement.ended(later.node(), budgets, NOON.plusSeconds(180));
        assertThat(later.charged().plus(ended.charged())).isEqualTo(Money.of("3.00"));
        assertThat(ended.node().charged()).isEqualTo(Money.of("3.00"));
    }

    @Test
    void a_cap_is_judged_by_what_is_spent_and_what_is_committed() {
        Span day =
                BudgetPeriod.of(PeriodSpec.every(PeriodSpec.Every.DAY, "UTC")).current(NOON).get();
        Account account = Spending.account(day, "10.00", "5.00", "15.00");
        assertThat(CapChange.judge(Money.of("9.99"), account))
                .isInstanceOf(CapChange.BelowSpent.class);
        assertThat(CapChange.judge(Money.of("14.99"), account))
                .isInstanceOf(CapChange.BelowCommitted.class);
        assertThat(CapChange.judge(Money.of("15.00"), account))
                .isInstanceOf(CapChange.Accepted.class);
    }

    @Test
    void accounts_refuse_a_posting_that_passes_a_cap() {
        var budgets = List.of(daily("10.00"));
        var granted = grant(List.of(daily("100.00")), NOTHING, NOON, "60.00");
        assertThatThrownBy(() -> NOTHING.postWithinCaps(granted.postings(), budgets))
                .isInstanceOf(CapPassed.class)
                .hasMessageContaining("daily");
    }

    private static SpendDecision.Granted grant(
            List<Budget> budgets, Accounts accounts, Instant now, String perHour) {
        return (SpendDecision.Granted)
                SpendGuard.decide(purchase(node(1, perHour)), budgets, accounts, now, POLICY);
    }

    private static Settled launched(
            SpendDecision.Granted granted, List<Budget> budgets, String price) {
        return Settlement.launched(granted.nodes().getFirst(), budgets, NOON, Money.of(price));
    }
}
