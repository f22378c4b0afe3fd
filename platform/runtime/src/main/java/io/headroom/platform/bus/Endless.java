package io.headroom.platform.bus;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/// A stream that asks for its next item whenever one is wanted, for ever: what fails is said and asked for again.
final class Endless {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private Endless() {}

    /// @param next what to ask for, each time anew; it may fail or throw
    /// @param failed told of each failure
    static <T> Multi<T> of(Supplier<Uni<? extends T>> next, Consumer<Throwable> failed) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () ->
                                Uni.createFrom()
                                        .<T>deferred(next)
                                        .onFailure()
                                        .invoke(failed)
                                        .onFailure()
                                        .retry()
                                        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                                        .indefinitely())
                .indefinitely();
    }
}
