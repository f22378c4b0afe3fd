package io.headroom.local;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VirtualClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2023-01-01T00:00:00Z");

    @TempDir Path folder;

    @Test
    void a_new_clock_starts_at_the_real_time_and_runs_with_it() {
        var clock = VirtualClock.resume(file(), Optional.empty(), 1, InstantSource.fixed(NOON));

        assertThat(clock.at(NOON.plusSeconds(90))).isEqualTo(NOON.plusSeconds(90));
    }

    @Test
    void a_faster_clock_lives_through_an_hour_in_a_minute() {
        var clock =
                VirtualClock.resume(file(), Optional.of(LONG_AGO), 60, InstantSource.fixed(NOON));

        assertThat(clock.at(NOON.plusSeconds(60))).isEqualTo(LONG_AGO.plusSeconds(3600));
    }

    @Test
    void it_stands_still_while_headroom_is_down() {
        var before =
                VirtualClock.resume(file(), Optional.of(LONG_AGO), 10, InstantSource.fixed(NOON));
        before.freeze(file(), InstantSource.fixed(NOON.plusSeconds(5)));
        var later = NOON.plusSeconds(100_000);

        var after = VirtualClock.resume(file(), Optional.empty(), 2, InstantSource.fixed(later));

        assertThat(after.at(later)).isEqualTo(LONG_AGO.plusSeconds(50));
        assertThat(after.at(later.plusSeconds(1))).isEqualTo(LONG_AGO.plusSeconds(52));
    }

    @Test
    void what_services_read_is_what_was_resumed() {
        var clock =
                VirtualClock.resume(file(), Optional.of(LONG_AGO), 10, InstantSource.fixed(NOON));

        assertThat(VirtualClock.read(file())).contains(clock);
    }

    @Test
    void it_never_goes_back() {
        VirtualClock.resume(file(), Optional.of(NOON), 1, InstantSource.fixed(NOON));

        assertThatThrownBy(
                        () ->
                                VirtualClock.resume(
                                        file(),
                                        Optional.of(LONG_AGO),
                                        1,
                                        InstantSource.fixed(NOON)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("cannot go back");
    }

    @Test
    void a_speed_beyond_the_bounds_is_refused() {
        assertThatThrownBy(() -> new VirtualClock(NOON, NOON, 0)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new VirtualClock(NOON, NOON, 61)).isInstanceOf(Refused.class);
    }

    private Path file() {
        return folder.resolve("clock.json");
    }
}
