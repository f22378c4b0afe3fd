package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;

import static io.headroom.engine.budget.Spending.NOON;
import static io.headroom.engine.budget.Spending.budget;
import static io.headroom.engine.budget.Spending.daily;
import static io.headroom.engine.budget.Spending.node;
import static io.headroom.engine.budget.Spending.purchase;
import static org.assertj.core.api.Assertions.assertThat;

/// A machine that nobody can end is charged on out of what its lease kept for that.
class ReserveTest {

    private static final LeasePolicy POLICY = LeasePolicy.DEFAULT;
    private static final Accounts NOTHING = Accounts.of(List.of());

    @Test
    void a_lease_keeps_a_reserve_beyond_its_end() {
        var granted = grant(List.of(daily("100.00")), NOON);
        Account account = NOTHING.post(granted.postings()).all().getFirst();
        assertThat(account.committed()).isEqualTo(Money.of("17.00"));
        assertThat(account.reserve()).isEqualTo(Money.of("5.00"));
        assertThat(granted.nodes().getFirst().lease().paid()).isEqualTo(Money.of("12.00"));
    }

    @Test
    void a_machine_that_refuses_to_die_is_charged_from_the_reserve_and_the_cap_holds() {
        var budgets = List.of(daily("17.00"));
        var granted = grant(budgets, NOON);
        var running = launched(granted, budgets);
        Accounts accounts = NOTHING.post(granted.postings()).post(running.postings());
        Settled overrun =
                Settlement.settle(running.node(), budgets, NOON.plus(Duration.ofMinutes(15)));
        Account after = accounts.post(overrun.postings()).all().getFirst();
        assertThat(after.spent()).isEqualTo(Money.of("15.00"));
        assertThat(after.committed()).isEqualTo(Money.of("2.00"));
        assertThat(after.reserve()).isEqualTo(Money.of("2.00"));
        assertThat(after.highest()).isEqualTo(Money.of("17.00"));
    }

    @Test
    void beyond_the_reserve_it_is_charged_all_the_same() {
        var budgets = List.of(daily("17.00"));
        var granted = grant(budgets, NOON);
        var running = launched(granted, budgets);
        Accounts accounts = NOTHING.post(granted.postings()).post(running.postings());
        Settled overrun =
                Settlement.settle(running.node(), budgets, NOON.plus(Duration.ofMinutes(20)));
        Account after = accounts.post(overrun.postings()).all().getFirst();
        assertThat(after.held()).isEqualTo(Money.of("20.00"));
        assertThat(after.reserve()).isEqualTo(Money.ZERO);
    }

    @Test
    void the_reserve_is_kept_in_the_period_that_it_would_be_charged_in() {
        Instant late = Instant.parse("2026-11-10T12:49:00Z");
        var hourly = budget("hourly", "100.00", PeriodSpec.every(PeriodSpec.Every.HOUR, "UTC"));
        var granted = grant(List.of(hourly, daily("100.00")), late);
        // 72 s, two minutes to terminate, and five beyond: all before one o'clock.
        assertThat(granted.postings()).hasSize(2);
        var later = grant(List.of(hourly), late.plus(Duration.ofMinutes(5)));
        assertThat(later.postings())
                .extracting(Posting::reserve)
                .containsExactly(Money.of("2.80"), Money.of("2.20"));
    }

    @Test
    void an_end_gives_the_reserve_back() {
        var budgets = List.of(daily("100.00"));
        var granted = grant(budgets, NOON);
        var running = launched(granted, budgets);
        var ended = Settlement.ended(running.node(), budgets, NOON.plusSeconds(300));
        Account after =
                NOTHING.post(granted.postings())
                        .post(running.postings())
                        .post(ended.postings())
                        .all()
                        .getFirst();
        assertThat(after.committed()).isEqualTo(Money.ZERO);
        assertThat(after.reserve()).isEqualTo(Money.ZERO);
    }

    private static SpendDecision.Granted grant(List<Budget> budgets, Instant now) {
        return (SpendDecision.Granted)
                SpendGuard.decide(purchase(node(1, "60.00")), budgets, NOTHING, now, POLICY);
    }

    private static Settled launched(SpendDecision.Granted granted, List<Budget> budgets) {
        return Settlement.launched(granted.nodes().getFirst(), budgets, NOON, Money.of("60.00"));
    }
}
