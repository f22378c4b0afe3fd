package io.headroom.platform.inbox;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/// Patience with what another service has said just before, and what may still be on its way here.
///
/// @param looks again, after the first
/// @param between what is waited before each of them
public record OnItsWay(int looks, Duration between) {

    /// Looks until it is there, or for the last time: what was found then.
    public <T> Uni<T> look(Supplier<Uni<? extends T>> look, Predicate<T> isThere) {
        return look(look, isThere, looks);
    }

    private <T> Uni<T> look(Supplier<Uni<? extends T>> look, Predicate<T> isThere, int left) {
        return Uni.createFrom()
                .deferred(look)
                .chain(
                        found ->
                                left == 0 || isThere.test(found)
                                        ? Uni.createFrom().item(found)
                                        : Uni.createFrom()
                                                .voidItem()
                                                .onItem()
                                                .delayIt()
                                                .by(between)
                                                .chain(() -> look(look, isThere, left - 1)));
    }
}
