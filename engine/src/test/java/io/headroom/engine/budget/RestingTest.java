package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Resting;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;

import static io.headroom.engine.budget.Spending.NOON;
import static io.headroom.engine.budget.Spending.daily;
import static io.headroom.engine.budget.Spending.node;
import static io.headroom.engine.budget.Spending.purchase;
import static org.assertj.core.api.Assertions.assertThat;

/// A stopped node keeps the money of its disk and no more, and a woken one is paid for in full before it runs.
class RestingTest {

    private static final Money DISK = Money.of("0.60");
    private static final LeasePolicy POLICY = LeasePolicy.DEFAULT;
    private static final List<Budget> BUDGETS = List.of(daily("100.00"));
    private static final Instant STOPPED = NOON.plusSeconds(300);

    @Test
    void a_stop_charges_the_machine_and_gives_back_all_but_the_disks_money() {
        Settled stopped = stopped(DISK);
        assertThat(stopped.charged()).isEqualTo(Money.of("5.00"));
        PaidNode resting = stopped.node();
        assertThat(resting.standing()).isEqualTo(PaidNode.Standing.OPEN);
        assertThat(resting.pricePerHour()).isEqualTo(DISK);
        // Twelve of the seventeen minutes that were leased and kept, at a cent each.
        assertThat(resting.held()).isEqualTo(Money.of("0.12"));
    }

    @Test
    void a_rest_that_costs_nothing_needs_no_lease() {
        Settled stopped = stopped(Money.ZERO);
        assertThat(stopped.node().standing()).isEqualTo(PaidNode.Standing.ENDED);
        assertThat(stopped.node().held()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_stop_within_the_minimum_is_charged_the_minimum() {
        Settled stopped = Resting.stopped(running(), BUDGETS, NOON.plusSeconds(20), DISK);
        assertThat(stopped.charged()).isEqualTo(Money.of("1.00"));
        assertThat(stopped.node().settledTo()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void a_stop_that_is_heard_of_late_takes_back_what_was_charged_since() {
        PaidNode late =
                Settlement.settle(running(), BUDGETS, STOPPED.plus(Duration.ofMinutes(2))).node();
        Settled stopped = Resting.stopped(late, BUDGETS, STOPPED, DISK);
        assertThat(stopped.charged()).isEqualTo(Money.of("-2.00"));
        assertThat(stopped.node().charged()).isEqualTo(Money.of("5.00"));
    }

    @Test
    void its_lease_is_renewed_at_the_price_of_its_disk() {
        PaidNode resting = stopped(DISK).node();
        Instant due = resting.renewAt();
        var renewed =
                (RenewalDecision.Renewed)
                        SpendGuard.renew(resting, BUDGETS, Accounts.of(List.of()), due, POLICY);
        assertThat(renewed.settled().node().held()).isLessThan(Money.of("0.20"));
    }

    @Test
    void the_lease_of_a_rest_ends_where_the_wakes_begins() {
        Instant woken = STOPPED.plus(Duration.ofMinutes(5));
        Settled over = Resting.over(stopped(DISK).node(), BUDGETS, woken(STOPPED), woken);
        assertThat(over.charged()).isEqualTo(Money.of("0.05"));
        assertThat(over.node().standing()).isEqualTo(PaidNode.Standing.ENDED);
        assertThat(over.node().held()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_wake_that_is_heard_of_before_its_stop_settles_both() {
        Instant woken = STOPPED.plus(Duration.ofMinutes(5));
        Settled over = Resting.over(running(), BUDGETS, woken(STOPPED), woken);
        assertThat(over.charged()).isEqualTo(Money.of("5.05"));
        assertThat(over.node().standing()).isEqualTo(PaidNode.Standing.ENDED);
    }

    @Test
    void until_it_runs_a_woken_node_keeps_its_money_whole_and_is_charged_its_disk_then() {
        PaidNode granted = wake(BUDGETS);
        assertThat(granted.held()).isEqualTo(Money.of("17.00"));
        PaidNode later = Settlement.settle(granted, BUDGETS, NOON.plusSeconds(60)).node();
        assertThat(later.held()).isEqualTo(Money.of("17.00"));
        Settled runs =
                Settlement.launched(later, BUDGETS, NOON.plusSeconds(120), Money.of("60.00"));
        assertThat(runs.charged()).isEqualTo(Money.of("0.02"));
        assertThat(runs.node().billedFrom()).isEqualTo(NOON.plusSeconds(120));
        Settled end = Settlement.ended(runs.node(), BUDGETS, NOON.plusSeconds(130));
        assertThat(end.charged()).as("its minimum, from its start on").isEqualTo(Money.of("1.00"));
    }

    @Test
    void a_wake_that_came_to_nothing_leaves_the_disk_alone_paid() {
        Settled again = Resting.stopped(wake(BUDGETS), BUDGETS, NOON.plusSeconds(120), DISK);
        assertThat(again.charged()).isEqualTo(Money.of("0.02"));
        assertThat(again.node().pricePerHour()).isEqualTo(DISK);
        assertThat(again.node().held()).isEqualTo(Money.of("0.15"));
    }

    /// Not by a millionth: what is carried is paid from the holds that it was rounded up in.
    @ParameterizedTest
    @ValueSource(longs = {1, 999, 1_000_003, 59_999_999_999L, 300_000_000_001L, 1_019_999_999_999L})
    void a_cap_that_is_full_stays_so_through_a_stop_and_a_wake(long nanos) {
        Instant at = NOON.plusNanos(nanos);
        List<Budget> full = List.of(daily("17.00"));
        var granted = granted(full, node(1, "60.00"));
        PaidNode running =
                Settlement.launched(granted.nodes().getFirst(), full, NOON, Money.of("60.00"))
                        .node();
        Accounts accounts = Accounts.of(List.of()).post(granted.postings());
        PaidNode plain =
                new PaidNode(
                        running.spend().at(Money.of("60.00"), Duration.ZERO),
                        0,
                        running.lease(),
                        running.renewAt(),
                        running.settledTo(),
                        running.keptTo(),
                        running.carry(),
                        running.billedFrom(),
                        running.pricePerHour(),
                        running.charged(),
                        running.holds(),
                        running.standing());
        Settled stopped = Resting.stopped(plain, full, at, DISK);
        accounts = accounts.post(stopped.postings());
        accounts.all().forEach(a -> assertThat(a.held()).isLessThanOrEqualTo(Money.of("17.00")));
        Settled over = Resting.over(stopped.node(), full, woken(at), at.plusNanos(nanos));
        Account after = accounts.post(over.postings()).all().getFirst();
        assertThat(after.committed()).isEqualTo(Money.ZERO);
        assertThat(after.held())
                .isLessThanOrEqualTo(
                        Money.of("17.00")
                                .plus(new Money(1))
                                .plus(DISK.perHourFor(Duration.ofNanos(nanos))));
    }

    private static NodeSpend.Woken woken(Instant since) {
        return new NodeSpend.Woken(7, since, DISK);
    }

    private static PaidNode wake(List<Budget> budgets) {
        NodeSpend plain = node(1, "60.00");
        return granted(
                        budgets,
                        new NodeSpend(
                                plain.node(),
                                plain.attributes(),
                                plain.worstPerHour(),
                                plain.minimumBilling(),
                                plain.timeToTerminate(),
                                woken(NOON.minusSeconds(600))))
                .nodes()
                .getFirst();
    }

    private static Settled stopped(Money disk) {
        return Resting.stopped(running(), BUDGETS, STOPPED, disk);
    }

    private static PaidNode running() {
        var granted = granted(BUDGETS, node(1, "60.00"));
        return Settlement.launched(granted.nodes().getFirst(), BUDGETS, NOON, Money.of("60.00"))
                .node();
    }

    private static SpendDecision.Granted granted(List<Budget> budgets, NodeSpend node) {
        return (SpendDecision.Granted)
                SpendGuard.decide(purchase(node), budgets, Accounts.of(List.of()), NOON, POLICY);
    }
}
