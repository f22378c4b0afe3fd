package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.Billing;
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

/// A price that rose, and is heard of late, together with something else, or only with the machine's end. The model of the lease protocol found
/// each of these.
class LateRiseTest {

    /// What a lease of ten minutes, two to end and five of reserve hold at a dollar a minute.
    private static final Money HELD = Money.of("17.00");

    @Test
    void what_it_cost_more_before_it_was_heard_comes_out_of_its_reserve_as_well() {
        List<Budget> full = List.of(daily("17.00"));
        PaidNode settled = Settlement.settle(runs(full), full, NOON.plusSeconds(300)).node();
        Settled late = Settlement.repriced(settled, full, NOON.plusSeconds(60), Money.of("75.00"));
        assertThat(late.charged()).isEqualTo(Money.of("1.00"));
        assertThat(late.node().charged().plus(late.node().held())).isLessThanOrEqualTo(HELD);
        assertThat(late.node().keptTo()).isAfter(late.node().lease().until());
    }

    @Test
    void what_ran_before_it_rose_is_charged_at_what_was_reserved_though_both_are_heard_at_once() {
        List<Budget> full = List.of(daily("17.00"));
        PaidNode granted = granted(full).nodes().getFirst();
        Settled heard = heardRisen(granted, full, NOON.plusSeconds(240), NOON);
        assertThat(heard.charged()).isEqualTo(Money.of("4.00"));
        assertThat(heard.node().charged().plus(heard.node().held())).isLessThanOrEqualTo(HELD);
    }

    @Test
    void what_is_given_back_of_the_time_before_it_rose_is_what_that_was_charged() {
        List<Budget> budgets = List.of(daily("100.00"));
        Instant rise = NOON.plusSeconds(240);
        PaidNode risen =
                Settlement.repriced(runs(budgets), budgets, rise, Money.of("75.00")).node();
        PaidNode settled = Settlement.settle(risen, budgets, NOON.plusSeconds(300)).node();
        Settled end = Settlement.ended(settled, budgets, NOON.plusSeconds(120));
        assertThat(settled.charged()).isEqualTo(Money.of("5.25"));
        assertThat(end.charged()).isEqualTo(Money.of("-3.25"));
        assertThat(end.node().charged()).isEqualTo(Money.of("2.00"));
    }

    @Test
    void a_rise_that_is_heard_with_the_end_alone_is_charged_from_when_it_was() {
        List<Budget> full = List.of(daily("17.00"));
        Node said = risen(NOON.plusSeconds(60));
        Settled end = Billing.ended(runs(full), full, said, NOON.plusSeconds(300));
        // A minute at a dollar, four at a quarter more.
        assertThat(end.charged()).isEqualTo(Money.of("6.00"));
        assertThat(end.node().held()).isEqualTo(Money.ZERO);
    }

    /// Two fifths more until its lease ends are less than the five minutes that are kept, whenever in that time it is heard.
    @Property
    void nothing_is_missing_and_no_cap_is_passed_however_late_within_a_lease(
            @ForAll @LongRange(min = 0, max = 600_000_000_000L) long rose,
            @ForAll @LongRange(min = 0, max = 600_000_000_000L) long settled,
            @ForAll @LongRange(min = 60_000_000_000L, max = 720_000_000_000L) long died) {
        List<Budget> full = List.of(daily("17.00"));
        Accounts accounts = Accounts.of(List.of()).post(granted(full).postings());
        Settled runs =
                Settlement.launched(
                        granted(full).nodes().getFirst(), full, NOON, Money.of("60.00"));
        Settled look = Settlement.settle(runs.node(), full, NOON.plusNanos(settled));
        Settled late =
                Settlement.repriced(look.node(), full, NOON.plusNanos(rose), Money.of("84.00"));
        Settled end = Settlement.ended(late.node(), full, NOON.plusNanos(died));
        for (Settled step : List.of(runs, look, late, end)) {
            accounts = accounts.post(step.postings());
            assertThat(accounts.all().getFirst().held()).isLessThanOrEqualTo(HELD);
        }
        Duration dear = Duration.ofNanos(Math.max(0, died - rose));
        Money real =
                Money.of("60.00")
                        .perHourFor(Duration.ofNanos(died).minus(dear))
                        .plus(Money.of("84.00").perHourFor(dear));
        assertThat(end.node().charged().minus(real).micros()).isBetween(-4L, 4L);
    }

    private static Settled heardRisen(
            PaidNode node, List<Budget> budgets, Instant since, Instant launched) {
        Node said = risen(since);
        return Billing.heard(node, budgets, said, said.pricePerHour(), launched);
    }

    private static Node risen(Instant since) {
        return said("75.00", "75.00", new PriceTerm(since, null, null));
    }
}
