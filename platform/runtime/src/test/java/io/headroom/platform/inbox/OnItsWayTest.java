package io.headroom.platform.inbox;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OnItsWayTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final OnItsWay THREE_MORE = new OnItsWay(3, Duration.ofMillis(1));

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void what_is_there_is_found_at_the_first_look() {
        assertThat(lookFor(1)).isEqualTo(1);
        assertThat(looks).hasValue(1);
    }

    @Test
    void what_comes_meanwhile_is_found() {
        assertThat(lookFor(3)).isEqualTo(3);
        assertThat(looks).hasValue(3);
    }

    @Test
    void what_never_comes_ends_with_what_the_last_look_found() {
        assertThat(lookFor(100)).isEqualTo(4);
        assertThat(looks).hasValue(4);
    }

    /// Each look finds the number of looks so far.
    private int lookFor(int wanted) {
        return THREE_MORE
                .look(
                        () -> Uni.createFrom().item(looks.incrementAndGet()),
                        found -> found >= wanted)
                .await()
                .atMost(SOON);
    }
}
