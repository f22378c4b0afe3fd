package io.headroom.contracts.time;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VirtualClockTest {

    private static final Instant VIRTUAL = Instant.parse("2026-11-02T08:00:00Z");
    private static final Instant REAL = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_real_second_is_a_virtual_minute_at_speed_60() {
        var clock = VirtualClock.of(VIRTUAL, REAL, 60, InstantSource.fixed(REAL.plusSeconds(2)));

        assertThat(clock.instant()).isEqualTo(VIRTUAL.plusSeconds(120));
        assertThat(clock.realAt(VIRTUAL.plusSeconds(120))).isEqualTo(REAL.plusSeconds(2));
    }

    @Test
    void a_deadline_is_stretched_to_its_real_floor() {
        var clock = VirtualClock.of(VIRTUAL, REAL, 60, InstantSource.fixed(REAL));

        assertThat(clock.atLeastReal(Duration.ofMinutes(2), Duration.ofSeconds(3)))
                .isEqualTo(Duration.ofMinutes(3));
        assertThat(clock.atLeastReal(Duration.ofMinutes(10), Duration.ofSeconds(3)))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void the_file_says_it_all(@TempDir Path folder) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("clock.json"),
                        "{\"virtualAnchor\":\"2026-11-02T08:00:00Z\",\"realAnchor\":\"2026-01-01T00:00:00Z\",\"speed\":30}");

        VirtualClock clock = VirtualClock.read(file);

        assertThat(clock.virtualAt(REAL.plusSeconds(10))).isEqualTo(VIRTUAL.plusSeconds(300));
    }

    @Test
    void an_absurd_speed_is_refused() {
        assertThatThrownBy(() -> VirtualClock.of(VIRTUAL, REAL, 61, InstantSource.fixed(REAL)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1 to 60");
    }
}
