package io.headroom.engine.budget;

import java.time.Duration;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.PeriodSpec.Every;
import io.headroom.engine.budget.SpendingWorld.Step;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;

import static io.headroom.engine.budget.Spending.NOON;
import static org.assertj.core.api.Assertions.assertThat;

class SpendGuardProperties {

    /// The one promise: whatever happens in whatever order, no cap is passed by more than what was above it when it was lowered.
    @Property(tries = 400)
    void no_sequence_of_steps_passes_a_cap(@ForAll("steps") List<Step> steps) {
        var world = new SpendingWorld(NOON);
        for (Step step : steps) {
            world.take(step);
            world.assertWithinCaps();
        }
    }

    @Property(tries = 200)
    void when_every_node_is_gone_nothing_is_held_and_all_that_was_charged_is_spent(
            @ForAll("steps") List<Step> steps) {
        var world = new SpendingWorld(NOON);
        steps.forEach(world::take);
        world.endAll();
        assertThat(world.accounts().all()).allMatch(a -> a.committed().equals(Money.ZERO));
        assertThat(world.spentUnder("weekly")).isEqualTo(world.charged());
    }

    @Property(tries = 200)
    void a_period_holds_its_instant_and_the_next_begins_where_it_ends(
            @ForAll Every every, @ForAll("zones") String zone, @ForAll("hours") int hours) {
        var period = BudgetPeriod.of(PeriodSpec.every(every, zone));
        var at = NOON.plus(Duration.ofHours(hours)).plusSeconds(hours % 3600);
        Span span = period.current(at).orElseThrow();
        assertThat(span.contains(at)).isTrue();
        assertThat(period.boundaryAfter(at)).isEqualTo(span.to());
        assertThat(period.current(span.to()).orElseThrow().from()).isEqualTo(span.to());
        assertThat(period.at(span.from())).containsExactly(span);
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kolkata",
                "America/Santiago");
    }

    @Provide
    Arbitrary<Integer> hours() {
        return Arbitraries.integers().between(-20_000, 20_000);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> nodes = Arbitraries.integers().between(0, 5);
        Arbitrary<Integer> numbers = Arbitraries.integers().between(1, 1_000_000);
        return Combinators.combine(Arbitraries.of(Step.Kind.class), nodes, numbers)
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
