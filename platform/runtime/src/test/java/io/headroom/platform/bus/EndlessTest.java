package io.headroom.platform.bus;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A channel that ends is a service that hears nothing and seems well.
class EndlessTest {

    @Test
    void what_fails_is_asked_for_again() {
        AtomicInteger asked = new AtomicInteger();
        List<String> failures = new CopyOnWriteArrayList<>();
        Multi<Integer> stream =
                Endless.of(() -> item(asked.incrementAndGet()), f -> failures.add(f.getMessage()));

        List<Integer> heard =
                stream.select().first(4).collect().asList().await().atMost(Duration.ofSeconds(60));

        assertThat(heard).containsExactly(1, 4, 5, 6);
        assertThat(failures).containsExactly("second", "third");
    }

    private static Uni<Integer> item(int number) {
        return switch (number) {
            case 2 -> throw new IllegalStateException("second");
            case 3 -> Uni.createFrom().failure(new IllegalStateException("third"));
            default -> Uni.createFrom().item(number);
        };
    }
}
