package io.headroom.engine.budget.model;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.headroom.contracts.budget.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// Each world is searched by itself: as many at once as there are processors.
@Execution(ExecutionMode.CONCURRENT)
class LeaseProtocolTest {

    /// A quarter more: for a lease of four ticks, two to end and two until it is heard that is two ticks more, as many as the reserve has.
    private static final String WITHIN_RESERVE = "75.00";

    private static final String BEYOND_RESERVE = "150.00";

    @ParameterizedTest(name = "{0}")
    @MethodSource("worlds")
    void in_no_interleaving_is_a_cap_passed_or_a_machine_unpaid(String name, Rules rules) {
        Search.Result result = Search.run(rules);
        System.out.printf(
                "lease protocol, %s: %,d states, %,d transitions%n",
                name, result.states(), result.transitions());
        assertThat(result.breach()).isEmpty();
        assertThat(result.states()).isGreaterThan(10_000);
    }

    static Stream<Arguments> worlds() {
        return Stream.of(
                arguments("one machine, through several leases", Rules.asBuilt(1, 9, 0)),
                arguments("one machine, a cap or a price that changes", Rules.asBuilt(1, 6, 1)),
                arguments(
                        "one machine that is stopped and woken",
                        Rules.asBuilt(1, 7, 0).alwaysBehindBy(1).resting()),
                arguments(
                        "stopped and woken, a cap or a price that changes",
                        Rules.asBuilt(1, 5, 1).alwaysBehindBy(1).resting()),
                arguments("two machines, one budget", Rules.asBuilt(2, 3, 0).alwaysBehindBy(1)),
                arguments("one machine that refuses to die", Rules.asBuilt(1, 9, 0).refusing(2, 2)),
                arguments(
                        "one that refuses to die, a cap or a price that changes",
                        Rules.asBuilt(1, 6, 1).refusing(1, 1)),
                arguments(
                        "a rise that nobody announced",
                        rising(10, 2, Rise.unannounced(WITHIN_RESERVE, 2)).scarce()),
                arguments(
                        "a rise that was announced, and that no reserve could pay for",
                        rising(10, 0, Rise.announced(BEYOND_RESERVE, 8, 0)).scarce()));
    }

    /// The search can fail: each rule that is left out lets it find how the promise breaks.
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void every_mistake_is_found(String name, Rules rules) {
        assertThat(Search.run(rules).breach()).as(name).isPresent();
    }

    static Stream<Arguments> mistakes() {
        Rules built = Rules.asBuilt(1, 10, 0);
        return Stream.of(
                arguments("no margin for a clock that is behind", built.withMargin(0)),
                arguments("a clock further behind than the margin", built.withSkew(3)),
                arguments("nothing paid for the time that ending takes", built.withTail(0)),
                arguments("nothing kept for a machine that refuses to die", built.refusing(1, 0)),
                arguments("a machine that refuses for longer than that", built.refusing(3, 2)),
                arguments("a launch after its lease", built.launchingLate()),
                arguments("a machine that is told nothing at its launch", built.untoldAtBoot()),
                arguments(
                        "a rise that nobody announced, and no reserve",
                        rising(10, 0, Rise.unannounced(WITHIN_RESERVE, 0))),
                mistake(Rise.Mistake.KEEPS_THE_OLD_PRICE),
                mistake(Rise.Mistake.RENEWS_AT_THE_OLD_PRICE),
                mistake(Rise.Mistake.CHARGES_NOTHING_IN_ARREARS),
                mistake(Rise.Mistake.ENDS_AT_THE_OLD_PRICE),
                arguments(
                        Rise.Mistake.FORGETS_WHAT_WAS_ANNOUNCED.toString(),
                        rising(
                                10,
                                0,
                                Rise.announced(BEYOND_RESERVE, 8, 0)
                                        .erring(Rise.Mistake.FORGETS_WHAT_WAS_ANNOUNCED))),
                arguments(
                        "a rise that is announced a tick less before",
                        rising(10, 0, Rise.announced(BEYOND_RESERVE, 7, 0))));
    }

    private static Arguments mistake(Rise.Mistake mistake) {
        return arguments(
                mistake.toString(),
                rising(10, 2, Rise.unannounced(WITHIN_RESERVE, 2).erring(mistake)));
    }

    private static Rules rising(int horizon, int reserve, Rise rise) {
        return Rules.asBuilt(1, horizon, 0).alwaysBehindBy(1).refusing(0, reserve).rising(rise);
    }

    /// What is not promised can happen, and costs as much as is said, and no more.
    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void what_is_not_promised_costs_no_more_than_is_said(String name, Rules rules, String most) {
        assertThat(Search.mostOverCap(rules.scarce())).as(name).isEqualTo(Money.of(most));
    }

    /// Of a machine that costs a dollar a tick, with leases of four, one to end and a reserve of two.
    static Stream<Arguments> limits() {
        return Stream.of(
                // A quarter of all seven.
                arguments(
                        "a rise that nobody announced, of a machine that refuses to die",
                        rising(9, 2, Rise.unannounced(WITHIN_RESERVE, 0)).refusing(2, 2),
                        "1.75"),
                // One and a half of five, less the two that are kept.
                arguments(
                        "a rise that the reserve cannot pay for",
                        rising(9, 2, Rise.unannounced(BEYOND_RESERVE, 0)),
                        "5.50"),
                // The same of seven: as long as it is not heard of, it is not paid for.
                arguments(
                        "such a rise, heard two ticks late",
                        rising(9, 2, Rise.unannounced(BEYOND_RESERVE, 2)),
                        "8.50"));
    }

    @Test
    void a_lease_that_crosses_the_end_of_a_period_has_no_reserve_before_it() {
        Rules rules = rising(9, 2, Rise.unannounced(WITHIN_RESERVE, 0)).hourly();
        assertThat(Search.run(rules).breach()).isPresent();
    }

    @Test
    void a_clock_that_is_behind_by_the_margin_is_borne() {
        assertThat(Search.run(Rules.asBuilt(1, 10, 0).withSkew(1)).breach()).isEmpty();
    }
}
