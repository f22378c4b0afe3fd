package io.headroom.engine.budget.model;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class LeaseProtocolTest {

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
                        Rules.asBuilt(1, 6, 1).refusing(1, 1)));
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
                arguments("a machine that is told nothing at its launch", built.untoldAtBoot()));
    }

    @Test
    void a_clock_that_is_behind_by_the_margin_is_borne() {
        assertThat(Search.run(Rules.asBuilt(1, 10, 0).withSkew(1)).breach()).isEmpty();
    }
}
