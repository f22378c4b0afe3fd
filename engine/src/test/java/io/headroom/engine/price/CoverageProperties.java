package io.headroom.engine.price;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.CommitmentKind;
import io.headroom.contracts.price.CommitmentSpec;

import static org.assertj.core.api.Assertions.assertThat;

/// Whoever comes and goes: at each instant as many are covered as can be. However late that is seen: never more, and no price that was said
/// rises before it was said to.
class CoverageProperties {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Money LIST = Money.of("10.00");
    private static final int MINUTES = 300;

    /// A machine from a minute to another, of which the planner hears so many minutes late.
    record Life(int from, int length, int late) {
        Instant launched() {
            return minute(from);
        }

        Instant gone() {
            return minute(from + length);
        }
    }

    @Provide
    Arbitrary<List<Life>> lives() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 250),
                        Arbitraries.integers().between(1, 120),
                        Arbitraries.integers().between(0, 3))
                .as(Life::new)
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 300)
    void of_machines_as_many_are_covered_as_there_are_and_were_committed(
            @ForAll("lives") List<Life> lives) {
        Commitment three = new Commitment("three", reserved(3));
        SortedMap<Integer, Machine> machines =
                played(lives.stream().map(l -> new Life(l.from(), l.length(), 0)).toList(), three);
        for (int at = 30; at < 270; at++) {
            Instant then = minute(at).plusSeconds(30);
            long running =
                    lives.stream()
                            .filter(l -> !l.launched().isAfter(then) && l.gone().isAfter(then))
                            .count();
            long covered = covered(machines, then);
            assertThat(covered).as("at minute %d", at).isEqualTo(Math.min(3, running));
        }
    }

    @Property(tries = 300)
    void of_spending_no_more_is_covered_than_was_committed(@ForAll("lives") List<Life> lives) {
        // Rates of 6 dollars: 20 dollars cover three and a third.
        Commitment plan = new Commitment("plan", plan("20.00", 40));
        SortedMap<Integer, Machine> machines = played(lives, plan);
        for (int at = 30; at < 270; at++) {
            Instant then = minute(at).plusSeconds(30);
            long used = Places.of(plan, null, List.copyOf(machines.values())).mostSince(then, then);
            assertThat(used).as("at minute %d", at).isLessThanOrEqualTo(20_000_000);
        }
        Instant last = minute(MINUTES);
        assertThat(Coverage.plan(List.of(plan), List.copyOf(machines.values()), last)).isEmpty();
    }

    private static SortedMap<Integer, Machine> played(List<Life> lives, Commitment commitment) {
        SortedMap<Integer, Machine> machines = new TreeMap<>();
        for (int minute = 0; minute <= MINUTES; minute++) {
            Instant now = minute(minute);
            for (int i = 0; i < lives.size(); i++) {
                Life life = lives.get(i);
                if (minute >= life.from() + life.late()) {
                    boolean ended = minute >= life.from() + life.length() + life.late();
                    Machine known = machines.get(i);
                    machines.put(
                            i,
                            machine(
                                    i,
                                    life.launched(),
                                    ended ? life.gone() : null,
                                    known == null ? null : known.held()));
                }
            }
            for (Coverage.Covered covered :
                    Coverage.plan(List.of(commitment), List.copyOf(machines.values()), now)) {
                int index = (int) covered.node().value().getLeastSignificantBits();
                Machine before = Objects.requireNonNull(machines.get(index));
                Money was = before.held() == null ? LIST : before.held().price();
                assertThat(covered.held().price()).isLessThan(was);
                assertThat(covered.held().since()).isBeforeOrEqualTo(now);
                machines.put(index, before.held(covered.held()));
            }
        }
        return machines;
    }

    private static long covered(SortedMap<Integer, Machine> machines, Instant then) {
        return machines.values().stream()
                .filter(
                        m ->
                                m.held() != null
                                        && !m.held().since().isAfter(then)
                                        && m.end().isAfter(then))
                .count();
    }

    private static Machine machine(
            int index, Instant from, @Nullable Instant to, Machine.@Nullable Held held) {
        return new Machine(
                new NodeId(new UUID(0, index)),
                ProviderKind.AWS,
                "us-east-1",
                "us-east-1a",
                "p5.48xlarge",
                LIST,
                from,
                to,
                held);
    }

    static CommitmentSpec reserved(int nodes) {
        return new CommitmentSpec(
                CommitmentKind.RESERVED,
                ProviderKind.AWS,
                "us-east-1",
                null,
                "p5.48xlarge",
                null,
                nodes,
                Money.of("6.00"),
                null,
                BEGIN,
                BEGIN.plus(Duration.ofDays(365)),
                "research",
                null,
                null);
    }

    static CommitmentSpec plan(String perHour, int discount) {
        return new CommitmentSpec(
                CommitmentKind.SAVINGS_PLAN,
                ProviderKind.AWS,
                null,
                null,
                null,
                "p5",
                null,
                Money.of(perHour),
                discount,
                BEGIN,
                BEGIN.plus(Duration.ofDays(365)),
                null,
                null,
                null);
    }

    private static Instant minute(int minute) {
        return BEGIN.plus(Duration.ofMinutes(minute));
    }

    static List<Machine> running(int count, Instant from) {
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            machines.add(machine(i, from.plusSeconds(i), null, null));
        }
        return machines;
    }
}
