package io.headroom.agent.replica.simulated;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SimulatedCommandTest {

    @Test
    void sleeps_as_long_as_it_is_told_to() {
        assertThat(of("sleep", "2.5")).contains(ends(2_500, 0));
        assertThat(of("/bin/sleep", "3")).contains(ends(3_000, 0));
        assertThat(of("sleep", "infinity")).contains(new SimulatedCommand(Optional.empty(), 0));
        assertThat(of("sleep", "-1")).contains(ends(0, 1));
        assertThat(of("sleep", "long")).contains(ends(0, 1));
        assertThat(of("sleep")).contains(ends(0, 1));
    }

    @Test
    void ends_as_it_is_told_to() {
        assertThat(of("true")).contains(ends(0, 0));
        assertThat(of("/usr/bin/false")).contains(ends(0, 1));
        assertThat(of("exit", "7")).contains(ends(0, 7));
    }

    @Test
    void a_shell_does_one_after_the_other_until_one_fails() {
        assertThat(of("sh", "-c", "sleep 5; exit 3")).contains(ends(5_000, 3));
        assertThat(of("bash", "-lc", "sleep 1 && sleep 2")).contains(ends(3_000, 0));
        assertThat(of("/bin/sh", "-c", "false && sleep 9")).contains(ends(0, 1));
        assertThat(of("sh", "-c", "exit 0; sleep 9")).contains(ends(0, 0));
    }

    @Test
    void says_nothing_of_what_would_have_to_be_run() {
        assertThat(of("python", "train.py")).isEmpty();
        assertThat(of("sh", "-c", "sleep 1; python train.py")).isEmpty();
        assertThat(of()).isEmpty();
    }

    private static Optional<SimulatedCommand> of(String... words) {
        return SimulatedCommand.of(List.of(words));
    }

    private static SimulatedCommand ends(long millis, int code) {
        return new SimulatedCommand(Optional.of(Duration.ofMillis(millis)), code);
    }
}
