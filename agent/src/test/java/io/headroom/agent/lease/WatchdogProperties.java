package io.headroom.agent.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import io.headroom.contracts.budget.LeaseNotice;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever happens to one lease, it ends at the earlier of its two clocks.
class WatchdogProperties {

    /// What can happen between the receipt of a lease and its end.
    sealed interface Happening {
        record Time(int seconds) implements Happening {}

        record WallJump(int seconds) implements Happening {}

        record Redelivery() implements Happening {}

        record AgentRestart() implements Happening {}

        record Checkpoint() implements Happening {}
    }

    @Property(tries = 300)
    void it_ends_at_the_earlier_of_the_two_clocks(
            @ForAll @IntRange(min = 1, max = 3_600) int length,
            @ForAll("happenings") List<Happening> happenings) {
        Machine machine = new Machine();
        var notice = Machine.lease(7, Machine.NOON, Duration.ofSeconds(length));
        Watchdog watchdog = machine.watchdog();
        watchdog.accept(notice);
        for (Happening happening : happenings) {
            watchdog = happens(happening, machine, watchdog, notice);
            Duration byWall = Duration.between(machine.wall, notice.powerOffBy());
            Duration byUptime = Duration.ofSeconds(length).minus(machine.uptime.sinceBoot());
            Instant earlier = machine.wall.plus(byWall.compareTo(byUptime) < 0 ? byWall : byUptime);
            assertThat(watchdog.end()).isEqualTo(earlier);
            assertThat(watchdog.phase() == LeasePhase.OVER)
                    .isEqualTo(!machine.wall.isBefore(earlier));
        }
    }

    @Property(tries = 300)
    void nothing_but_a_new_version_lengthens_it(
            @ForAll @IntRange(min = 60, max = 3_600) int length,
            @ForAll("happenings") List<Happening> happenings,
            @ForAll @IntRange(min = 0, max = 7) int version) {
        Machine machine = new Machine();
        Watchdog watchdog = machine.watchdog();
        watchdog.accept(Machine.lease(7, Machine.NOON, Duration.ofSeconds(length)));
        // An older or equal version that claims much more time, delivered at every step.
        var again = Machine.lease(version, Machine.NOON, Duration.ofDays(30));
        for (Happening happening : happenings) {
            watchdog = happens(happening, machine, watchdog, again);
            watchdog.accept(again);
            assertThat(Duration.between(machine.wall, watchdog.end()))
                    .isLessThanOrEqualTo(
                            Duration.ofSeconds(length).minus(machine.uptime.sinceBoot()));
        }
    }

    private static Watchdog happens(
            Happening happening, Machine machine, Watchdog watchdog, LeaseNotice notice) {
        return switch (happening) {
            case Happening.Time(int seconds) -> {
                machine.passes(Duration.ofSeconds(seconds));
                yield watchdog;
            }
            case Happening.WallJump(int seconds) -> {
                machine.wall = machine.wall.plusSeconds(seconds);
                yield watchdog;
            }
            case Happening.Redelivery() -> {
                watchdog.accept(notice);
                yield watchdog;
            }
            case Happening.AgentRestart() -> machine.watchdog();
            case Happening.Checkpoint() -> {
                watchdog.checkpoint();
                yield watchdog;
            }
        };
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        Arbitrary<Integer> seconds = Arbitraries.integers().between(0, 900);
        Arbitrary<Integer> jump = Arbitraries.integers().between(-100_000, 900);
        Arbitrary<Happening> one =
                Arbitraries.oneOf(
                        List.of(
                                seconds.map(Happening.Time::new),
                                jump.map(Happening.WallJump::new),
                                Arbitraries.create(Happening.Redelivery::new),
                                Arbitraries.create(Happening.AgentRestart::new),
                                Arbitraries.create(Happening.Checkpoint::new)));
        return one.list().ofMinSize(1).ofMaxSize(25);
    }
}
