package io.headroom.agent.lease;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WatchdogTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final Machine machine = new Machine();

    @Test
    void a_lease_holds_then_drains_then_is_over() {
        Watchdog watchdog = machine.watchdog();
        watchdog.accept(Machine.lease(1, Machine.NOON, TEN_MINUTES));

        machine.passes(Duration.ofMinutes(8));
        assertThat(watchdog.phase()).isEqualTo(LeasePhase.HOLDING);
        machine.passes(Duration.ofMinutes(1));
        assertThat(watchdog.phase()).isEqualTo(LeasePhase.DRAINING);
        machine.passes(Duration.ofMinutes(1));
        assertThat(watchdog.phase()).isEqualTo(LeasePhase.OVER);
    }

    @Test
    void a_renewal_holds_on() {
        Watchdog watchdog = machine.watchdog();
        watchdog.accept(Machine.lease(1, Machine.NOON, TEN_MINUTES));
        machine.passes(Duration.ofMinutes(9));
        watchdog.accept(Machine.lease(2, machine.wall, TEN_MINUTES));

        assertThat(watchdog.phase()).isEqualTo(LeasePhase.HOLDING);
        assertThat(watchdog.version()).isEqualTo(2);
    }

    @Test
    void a_wall_clock_set_back_does_not_lengthen_the_lease() {
        Watchdog watchdog = machine.watchdog();
        watchdog.accept(Machine.lease(1, Machine.NOON, TEN_MINUTES));
        machine.passes(TEN_MINUTES);
        machine.wall = Machine.NOON;

        assertThat(watchdog.phase()).isEqualTo(LeasePhase.OVER);
    }

    @Test
    void an_uptime_that_stood_still_does_not_lengthen_the_lease() {
        Watchdog watchdog = machine.watchdog();
        watchdog.accept(Machine.lease(1, Machine.NOON, TEN_MINUTES));
        machine.wall = Machine.NOON.plus(TEN_MINUTES);

        assertThat(watchdog.phase()).isEqualTo(LeasePhase.OVER);
    }

    @Test
    void a_restart_of_the_agent_does_not_restart_the_count() {
        machine.watchdog().accept(Machine.lease(1, Machine.NOON, TEN_MINUTES));
        machine.uptime.advance(TEN_MINUTES);
        Watchdog restarted = machine.watchdog();
        restarted.accept(Machine.lease(1, Machine.NOON, TEN_MINUTES));

        assertThat(restarted.phase()).isEqualTo(LeasePhase.OVER);
    }

    @Test
    void a_reboot_counts_on_from_the_last_checkpoint() {
        Watchdog before = machine.watchdog();
        before.accept(Machine.lease(1, Machine.NOON, Duration.ofHours(1)));
        machine.uptime.advance(Duration.ofMinutes(40));
        before.checkpoint();
        machine.uptime.reboot("boot-2");

        Watchdog after = machine.watchdog();
        assertThat(after.end()).isEqualTo(machine.wall.plus(Duration.ofMinutes(20)));
    }

    @Test
    void a_woken_machine_has_time_to_hear_of_its_new_lease() {
        machine.watchdog().accept(Machine.lease(1, Machine.NOON, TEN_MINUTES));
        machine.passes(Duration.ofHours(5));
        machine.uptime.reboot("boot-2");
        Watchdog woken = machine.watchdog();

        assertThat(woken.phase()).isEqualTo(LeasePhase.HOLDING);
        machine.passes(TEN_MINUTES);
        assertThat(woken.phase()).isEqualTo(LeasePhase.OVER);
    }

    @Test
    void a_machine_that_never_hears_of_a_lease_powers_off() {
        Watchdog watchdog = machine.watchdog();
        machine.passes(Duration.ofMinutes(9));
        Watchdog restarted = machine.watchdog();
        assertThat(restarted.phase()).isEqualTo(LeasePhase.HOLDING);
        machine.passes(Duration.ofMinutes(1));

        assertThat(restarted.phase()).isEqualTo(LeasePhase.OVER);
        assertThat(watchdog.phase()).isEqualTo(LeasePhase.OVER);
    }

    @Test
    void a_short_lease_is_not_drained_before_it_can_be_renewed() {
        Watchdog watchdog = machine.watchdog();
        watchdog.accept(Machine.lease(1, Machine.NOON, Duration.ofSeconds(72)));
        machine.passes(Duration.ofSeconds(50));

        assertThat(watchdog.phase()).isEqualTo(LeasePhase.HOLDING);
    }
}
