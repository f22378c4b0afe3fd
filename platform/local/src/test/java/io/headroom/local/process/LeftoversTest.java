package io.headroom.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.local.Home;
import io.headroom.local.VirtualClock;

import static org.assertj.core.api.Assertions.assertThat;

/// An `up` was killed, and what it had started lived on.
class LeftoversTest {

    private static final int SPEED = 60;
    private static final Duration BEFORE = Duration.ofMinutes(5);

    @TempDir Path folder;

    private Optional<Process> survivor = Optional.empty();

    @AfterEach
    void end() {
        survivor.ifPresent(Process::destroyForcibly);
    }

    @Test
    void time_goes_on_where_the_survivors_had_come_to() throws Exception {
        Home home = Home.at(folder);
        Instant now = Instant.now();
        Instant start = Instant.parse("2023-01-01T00:00:00Z");
        VirtualClock.resume(
                home.clock(), Optional.of(start), SPEED, InstantSource.fixed(now.minus(BEFORE)));
        survivor = Optional.of(marked(home));

        assertThat(Leftovers.end(home, Duration.ofSeconds(10))).isEqualTo(1);

        assertThat(survivor.get().isAlive()).isFalse();
        VirtualClock after =
                VirtualClock.resume(home.clock(), Optional.empty(), SPEED, InstantSource.system());
        assertThat(after.virtualAnchor()).isAfterOrEqualTo(start.plus(BEFORE.multipliedBy(SPEED)));
    }

    @Test
    void nothing_left_is_nothing_ended() {
        assertThat(Leftovers.end(Home.at(folder), Duration.ofSeconds(1))).isZero();
    }

    private static Process marked(Home home) throws Exception {
        ProcessBuilder sleeper = new ProcessBuilder("sleep", "60");
        sleeper.environment().put("HEADROOM_CHILD_OF", home.root().toString());
        return sleeper.start();
    }
}
