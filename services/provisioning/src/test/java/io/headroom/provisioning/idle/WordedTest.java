package io.headroom.provisioning.idle;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.KeptFor;

import static org.assertj.core.api.Assertions.assertThat;

/// A reason is written again when it tells something new, and not with every plan.
class WordedTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void a_chance_that_moved_a_little_is_the_same() {
        assertThat(written(0.40).says(foreseen(0.44, NOON.plusSeconds(60)), NOON, SECOND)).isTrue();
        assertThat(written(0.40).says(foreseen(0.46, NOON.plusSeconds(60)), NOON, SECOND))
                .isFalse();
    }

    @Test
    void a_time_that_is_over_is_written_anew_but_not_every_second() {
        Instant later = NOON.plusSeconds(61);
        KeptFor next = foreseen(0.40, NOON.plusSeconds(120));
        assertThat(written(0.40).says(next, later, SECOND)).isTrue();
        assertThat(written(0.40).says(next, later, 11 * SECOND)).isFalse();
    }

    @Test
    void another_reason_is_another() {
        assertThat(written(0.40).says(new KeptFor.PoolMinimum("p", 1), NOON, 0)).isFalse();
        Worded minimum = new Worded(new KeptFor.PoolMinimum("p", 1), 0);
        assertThat(minimum.says(new KeptFor.PoolMinimum("p", 1), NOON, 0)).isTrue();
        assertThat(minimum.says(new KeptFor.PoolMinimum("p", 2), NOON, 0)).isFalse();
    }

    private static Worded written(double chance) {
        return new Worded(foreseen(chance, NOON.plusSeconds(60)), 0);
    }

    private static KeptFor foreseen(double chance, Instant until) {
        return new KeptFor.ForeseenDemand(
                "default/H100",
                chance,
                0.2,
                8,
                until,
                Duration.ofMinutes(4),
                Money.of("2.5"),
                6,
                null);
    }
}
