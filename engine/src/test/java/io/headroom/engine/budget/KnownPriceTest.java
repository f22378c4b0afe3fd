package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.NextPrice;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.lease.Settlement;
import io.headroom.engine.budget.limit.Budget;

import static io.headroom.engine.budget.Spending.NOON;
import static io.headroom.engine.budget.Spending.daily;
import static io.headroom.engine.budget.Spending.node;
import static io.headroom.engine.budget.Spending.purchase;
import static org.assertj.core.api.Assertions.assertThat;

/// A price that is known to change is charged to the instant, whoever is late; one that falls in the past is given back.
class KnownPriceTest {

    private static final List<Budget> BUDGETS = List.of(daily("100.00"));
    private static final NextPrice DEAR = new NextPrice(NOON.plusSeconds(120), Money.of("60.00"));

    @Test
    void each_side_of_the_change_is_charged_at_its_own_price() {
        PaidNode cheap = launched("6.00", DEAR);
        Settled settled = Settlement.settle(cheap, BUDGETS, NOON.plusSeconds(180));
        // Two minutes at 10 cents, one at a dollar.
        assertThat(settled.charged()).isEqualTo(Money.of("1.20"));
        assertThat(settled.node().pricePerHour()).isEqualTo(Money.of("60.00"));
        assertThat(settled.node().next()).isNull();
        Settled end = Settlement.ended(settled.node(), BUDGETS, NOON.plusSeconds(240));
        assertThat(end.charged()).isEqualTo(Money.of("1.00"));
        assertThat(end.node().held()).isEqualTo(Money.ZERO);
    }

    @Test
    void what_was_said_before_the_change_may_be_said_again_after_it() {
        PaidNode after =
                Settlement.settle(launched("6.00", DEAR), BUDGETS, NOON.plusSeconds(180)).node();
        PaidNode again =
                Settlement.repriced(after, BUDGETS, NOON.plusSeconds(181), Money.of("6.00"), DEAR)
                        .node();
        assertThat(Settlement.settle(again, BUDGETS, NOON.plusSeconds(240)).charged())
                .isEqualTo(Money.of("1.00"));
    }

    @Test
    void a_price_that_fell_in_the_past_is_given_back_from_then_on() {
        PaidNode late =
                Settlement.settle(launched("60.00", null), BUDGETS, NOON.plusSeconds(180)).node();
        Settled covered =
                Settlement.repriced(late, BUDGETS, NOON.plusSeconds(60), Money.ZERO, null);
        assertThat(covered.charged()).isEqualTo(Money.of("-2.00"));
        assertThat(covered.node().charged()).isEqualTo(Money.of("1.00"));
        assertThat(covered.node().settledTo()).isEqualTo(late.settledTo());
        assertThat(covered.node().held()).isEqualTo(late.held());
    }

    @Test
    void a_price_that_rose_in_the_past_rises_from_where_it_was_charged_to() {
        PaidNode late =
                Settlement.settle(launched("6.00", null), BUDGETS, NOON.plusSeconds(180)).node();
        Settled dearer =
                Settlement.repriced(late, BUDGETS, NOON.plusSeconds(60), Money.of("60.00"), null);
        assertThat(dearer.charged()).isEqualTo(Money.ZERO);
        assertThat(dearer.node().pricePerHour()).isEqualTo(Money.of("60.00"));
    }

    @Property
    void no_cap_is_passed_by_a_price_that_falls_in_the_past(
            @ForAll @LongRange(min = 1, max = 600_000_000_000L) long settled,
            @ForAll @LongRange(min = 1, max = 600_000_000_000L) long since,
            @ForAll @IntRange(min = 0, max = 60_000_000) int price) {
        List<Budget> full = List.of(daily("17.00"));
        var granted = granted(full);
        Accounts accounts = Accounts.of(List.of()).post(granted.postings());
        Settled runs =
                Settlement.launched(
                        granted.nodes().getFirst(), full, NOON, Money.of("60.00"), null);
        Settled late = Settlement.settle(runs.node(), full, NOON.plusNanos(settled));
        Settled fallen =
                Settlement.repriced(
                        late.node(), full, NOON.plusNanos(since), new Money(price), null);
        Settled end = Settlement.ended(fallen.node(), full, NOON.plus(Duration.ofMinutes(12)));
        for (Settled step : List.of(runs, late, fallen, end)) {
            accounts = accounts.post(step.postings());
            accounts.all()
                    .forEach(a -> assertThat(a.held()).isLessThanOrEqualTo(Money.of("17.00")));
        }
        assertThat(accounts.all().getFirst().spent()).isEqualTo(end.node().charged());
    }

    private static PaidNode launched(String price, @Nullable NextPrice next) {
        return Settlement.launched(
                        granted(BUDGETS).nodes().getFirst(), BUDGETS, NOON, Money.of(price), next)
                .node();
    }

    private static SpendDecision.Granted granted(List<Budget> budgets) {
        Instant now = NOON;
        return (SpendDecision.Granted)
                SpendGuard.decide(
                        purchase(node(1, "60.00")),
                        budgets,
                        Accounts.of(List.of()),
                        now,
                        LeasePolicy.DEFAULT);
    }
}
