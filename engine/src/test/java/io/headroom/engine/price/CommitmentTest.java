package io.headroom.engine.price;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;

import static org.assertj.core.api.Assertions.assertThat;

/// What commitments cover, what that leaves to pay, and what they cost themselves.
class CommitmentTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void those_that_were_launched_first_are_covered_since_their_launch() {
        Commitment two = new Commitment("two", CoverageProperties.reserved(2));
        List<Machine> machines = CoverageProperties.running(3, NOON.minusSeconds(600));
        List<Coverage.Covered> covered = Coverage.plan(List.of(two), machines, NOON);
        assertThat(covered)
                .extracting(Coverage.Covered::node)
                .containsExactly(machines.get(0).node(), machines.get(1).node());
        assertThat(covered.getFirst().held().since()).isEqualTo(machines.getFirst().from());
        assertThat(covered.getFirst().held().price()).isEqualTo(Money.ZERO);
        assertThat(covered.getFirst().held().until()).isEqualTo(two.spec().to());
    }

    @Test
    void what_machines_leave_of_the_types_goes_to_savings_plans() {
        Commitment one = new Commitment("z-one", CoverageProperties.reserved(1));
        Commitment plan = new Commitment("a-plan", CoverageProperties.plan("9.00", 40));
        List<Coverage.Covered> covered =
                Coverage.plan(
                        List.of(plan, one),
                        CoverageProperties.running(3, NOON),
                        NOON.plusSeconds(60));
        assertThat(covered)
                .extracting(c -> c.held().commitment())
                .containsExactly("z-one", "a-plan", "a-plan");
        // A whole machine at 6 dollars, and half of the next one's.
        assertThat(covered)
                .extracting(c -> c.held().price())
                .containsExactly(Money.ZERO, Money.ZERO, Money.of("5.00"));
    }

    @Test
    void nothing_is_covered_before_it_begins_after_it_ends_or_elsewhere() {
        Commitment one = new Commitment("one", CoverageProperties.reserved(1));
        List<Machine> machines = CoverageProperties.running(1, NOON);
        assertThat(Coverage.plan(List.of(one), machines, BEGIN.minusSeconds(1))).isEmpty();
        assertThat(Coverage.plan(List.of(one), machines, one.spec().to())).isEmpty();
        assertThat(one.spec().covers(ProviderKind.AWS, "us-west-2", "us-west-2a", "p5.48xlarge"))
                .isFalse();
        assertThat(one.spec().covers(ProviderKind.AWS, "us-east-1", "us-east-1b", "p5.4xlarge"))
                .isFalse();
    }

    @Test
    void purchases_use_it_up_and_then_cost_the_list_price() {
        Commitment two = new Commitment("two", CoverageProperties.reserved(2));
        Covers covers =
                new Covers(Coverage.left(List.of(two), CoverageProperties.running(1, NOON), NOON));
        var kind =
                new Covers.Kind(
                        ProviderKind.AWS,
                        "us-east-1",
                        "us-east-1a",
                        "p5.48xlarge",
                        Money.of("10.00"));
        assertThat(covers.price(kind)).isEqualTo(Money.ZERO);
        assertThat(covers.without(kind).price(kind)).isEqualTo(Money.of("10.00"));
    }

    @Test
    void the_fee_is_split_by_the_hour_into_what_was_used_and_what_was_not() {
        CommitmentSpec spec = CoverageProperties.reserved(2);
        List<CommitmentFee.Use> uses =
                List.of(
                        new CommitmentFee.Use(NOON.plusSeconds(1800), Money.of("6.00")),
                        new CommitmentFee.Use(NOON.plusSeconds(5400), Money.of("12.00")));
        assertThat(CommitmentFee.costs(spec, NOON, NOON.plusSeconds(7200), uses))
                .containsExactly(
                        new CommitmentFee.Cost(
                                new Span(NOON, NOON.plusSeconds(3600)),
                                Money.of("3.00"),
                                Money.of("9.00")),
                        new CommitmentFee.Cost(
                                new Span(NOON.plusSeconds(3600), NOON.plusSeconds(7200)),
                                Money.of("9.00"),
                                Money.of("3.00")));
    }

    @Test
    void a_budget_must_have_the_fee_of_its_whole_period() {
        CommitmentSpec spec = CoverageProperties.reserved(2);
        Budget daily =
                new Budget(
                        "daily",
                        BudgetScope.everything(),
                        Money.of("1000.00"),
                        BudgetPeriod.of(PeriodSpec.every(PeriodSpec.Every.DAY, "UTC")),
                        true);
        Span day = daily.period().current(NOON).orElseThrow();
        assertThat(CommitmentFee.due(spec, daily, day)).isEqualTo(Money.of("288.00"));
        Span before = daily.period().current(BEGIN.minusSeconds(1)).orElseThrow();
        assertThat(CommitmentFee.due(spec, daily, before)).isEqualTo(Money.ZERO);
    }

    @Property
    void however_it_is_cut_the_fee_comes_to_the_same(
            @ForAll @LongRange(min = 1, max = 100_000_000) long first,
            @ForAll @LongRange(min = 1, max = 100_000_000) long second) {
        CommitmentSpec spec = CoverageProperties.reserved(1);
        Instant middle = BEGIN.plus(Duration.ofMillis(first));
        Instant end = middle.plus(Duration.ofMillis(second));
        Money cut =
                sum(CommitmentFee.costs(spec, BEGIN, middle, List.of()))
                        .plus(sum(CommitmentFee.costs(spec, middle, end, List.of())));
        assertThat(cut).isEqualTo(sum(CommitmentFee.costs(spec, BEGIN, end, List.of())));
    }

    private static Money sum(List<CommitmentFee.Cost> costs) {
        return costs.stream().map(c -> c.used().plus(c.idle())).reduce(Money.ZERO, Money::plus);
    }
}
