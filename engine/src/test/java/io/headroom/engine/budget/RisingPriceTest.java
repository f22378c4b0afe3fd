package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.Billing;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;

import static io.headroom.engine.budget.OneMachine.granted;
import static io.headroom.engine.budget.OneMachine.runs;
import static io.headroom.engine.budget.OneMachine.said;
import static io.headroom.engine.budget.Spending.NOON;
import static io.headroom.engine.budget.Spending.daily;
import static io.headroom.engine.budget.Spending.node;
import static org.assertj.core.api.Assertions.assertThat;

/// A list price that rises while a machine runs: a lease that is out pays for it out of its reserve, and the next one asks for it.
class RisingPriceTest {

    /// What a lease of ten minutes, two to end and five of reserve hold at a dollar a minute.
    private static final Money HELD = Money.of("17.00");

    @Test
    void what_it_costs_more_until_its_lease_ends_comes_out_of_its_reserve() {
        List<Budget> full = List.of(daily("17.00"));
        Settled dearer = Settlement.repriced(runs(full), full, NOON, Money.of("80.00"));
        assertThat(dearer.node().held()).isLessThanOrEqualTo(HELD);
        assertThat(dearer.node().held()).isGreaterThan(Money.of("16.99"));
        assertThat(dearer.node().keptTo()).isAfter(dearer.node().lease().until());
        assertThat(dearer.node().lease().until()).isEqualTo(NOON.plus(Duration.ofMinutes(12)));
        Settled end = Settlement.ended(dearer.node(), full, NOON.plus(Duration.ofMinutes(12)));
        assertThat(end.charged()).isEqualTo(Money.of("16.00"));
    }

    @Test
    void the_new_price_is_asked_for_at_once() {
        List<Budget> budgets = List.of(daily("100.00"));
        Instant now = NOON.plusSeconds(60);
        PaidNode dearer =
                Settlement.repriced(runs(budgets), budgets, now, Money.of("80.00")).node();
        assertThat(dearer.renewAt()).isEqualTo(now);
        Accounts accounts = accounts(budgets);
        var renewed =
                (RenewalDecision.Renewed)
                        SpendGuard.renew(dearer, budgets, accounts, now, LeasePolicy.DEFAULT);
        assertThat(renewed.settled().node().spend().worstPerHour()).isEqualTo(Money.of("80.00"));
        assertThat(renewed.settled().node().keptTo()).isEqualTo(now.plus(Duration.ofMinutes(17)));
        assertThat(renewed.settled().node().held()).isBetween(Money.of("22.66"), Money.of("22.67"));
    }

    @Test
    void a_rise_that_is_known_is_held_by_the_leases_that_reach_into_it_alone() {
        List<Budget> budgets = List.of(daily("100.00"));
        NextPrice rise = new NextPrice(NOON.plus(Duration.ofMinutes(20)), Money.of("80.00"));
        PaidNode told = heard(runs(budgets), budgets, rise, NOON);
        assertThat(told.renewAt()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        PaidNode before = renewed(told, budgets, NOON.plusSeconds(60));
        assertThat(before.spend().worstPerHour()).isEqualTo(Money.of("60.00"));
        PaidNode into = renewed(before, budgets, NOON.plusSeconds(360));
        assertThat(into.spend().worstPerHour()).isEqualTo(Money.of("80.00"));
        Settled after = Settlement.settle(into, budgets, NOON.plus(Duration.ofMinutes(21)));
        // Fourteen minutes at a dollar, one at the new price.
        assertThat(after.charged()).isEqualTo(Money.of("15.333333"));
    }

    @Test
    void one_that_is_said_late_makes_its_lease_due_at_once() {
        List<Budget> budgets = List.of(daily("100.00"));
        NextPrice rise = new NextPrice(NOON.plus(Duration.ofMinutes(3)), Money.of("80.00"));
        assertThat(heard(runs(budgets), budgets, rise, NOON.plusSeconds(30)).renewAt())
                .isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void a_price_that_fell_for_good_is_held_no_more() {
        List<Budget> budgets = List.of(daily("100.00"));
        PaidNode cheaper =
                Billing.heard(
                                runs(budgets),
                                budgets,
                                said("30.00", "30.00", null),
                                Money.of("30.00"),
                                NOON)
                        .node();
        PaidNode next = renewed(cheaper, budgets, NOON.plusSeconds(300));
        assertThat(next.held()).isEqualTo(Money.of("8.50"));
    }

    @Property
    void no_rise_that_the_reserve_can_pay_for_passes_a_cap(
            @ForAll @LongRange(min = 0, max = 719_000_000_000L) long heardAt,
            @ForAll @IntRange(min = 60_000_000, max = 85_000_000) int price,
            @ForAll @LongRange(min = 0, max = 720_000_000_000L) long looked) {
        List<Budget> full = List.of(daily("17.00"));
        Accounts accounts = accounts(full);
        Instant heard = NOON.plusNanos(heardAt);
        Settled dearer = Settlement.repriced(runs(full), full, heard, new Money(price));
        Settled look = Settlement.settle(dearer.node(), full, NOON.plusNanos(looked));
        Settled end = Settlement.ended(look.node(), full, NOON.plus(Duration.ofMinutes(12)));
        for (Settled step : List.of(dearer, look, end)) {
            accounts = accounts.post(step.postings());
            assertThat(accounts.all().getFirst().held()).isLessThanOrEqualTo(HELD);
        }
        assertThat(accounts.all().getFirst().spent()).isEqualTo(end.node().charged());
        assertThat(end.node().held()).isEqualTo(Money.ZERO);
    }

    @Property
    void nor_does_one_that_was_known_a_lease_ahead_though_no_renewal_is_granted(
            @ForAll @LongRange(min = 0, max = 1_020_000_000_000L) long from,
            @ForAll @IntRange(min = 60_000_000, max = 85_000_000) int price) {
        List<Budget> full = List.of(daily("17.00"));
        Accounts accounts = accounts(full);
        NextPrice rise = new NextPrice(NOON.plusNanos(from), new Money(price));
        Settled told = Settlement.repriced(runs(full), full, NOON, Money.of("60.00"), rise);
        Settled refused =
                SpendGuard.refuse(
                                told.node(),
                                full,
                                "daily",
                                SpendDecision.Rule.MONEY,
                                NOON.plusSeconds(300))
                        .settled();
        Settled end = Settlement.ended(refused.node(), full, NOON.plus(Duration.ofMinutes(12)));
        for (Settled step : List.of(told, refused, end)) {
            accounts = accounts.post(step.postings());
            assertThat(accounts.all().getFirst().held()).isLessThanOrEqualTo(HELD);
        }
    }

    private static PaidNode heard(PaidNode node, List<Budget> budgets, NextPrice rise, Instant at) {
        Node said = said("60.00", "80.00", PriceTerm.until(rise));
        return Billing.heard(node, budgets, said, said.pricePerHour(), at).node();
    }

    private static PaidNode renewed(PaidNode node, List<Budget> budgets, Instant at) {
        return ((RenewalDecision.Renewed)
                        SpendGuard.renew(node, budgets, accounts(budgets), at, LeasePolicy.DEFAULT))
                .settled()
                .node();
    }

    private static Accounts accounts(List<Budget> budgets) {
        return Accounts.of(List.of()).post(granted(budgets).postings());
    }
}
