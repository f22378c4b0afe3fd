package io.headroom.platform.database;

import java.util.Objects;
import java.util.function.Supplier;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

import io.headroom.platform.telemetry.Trace;

/// Where a session lives: on a Vert.x context of its own, since two at a time on the caller's would get into each other's
/// way. The answer comes back on the caller's.
record OwnContext(Vertx vertx, @Nullable Context caller, String trace) {

    static OwnContext besides(Vertx vertx) {
        return new OwnContext(vertx, Vertx.currentContext(), Trace.currentOrNew());
    }

    <T> Uni<T> run(Supplier<Uni<T>> work) {
        Uni<T> moved =
                Uni.createFrom()
                        .deferred(
                                () -> {
                                    Trace.set(trace);
                                    return work.get();
                                });
        Context own = fresh();
        return moved.runSubscriptionOn(task -> own.runOnContext(_ -> task.run()))
                .emitOn(this::back);
    }

    private Context fresh() {
        Context here = caller;
        Context root =
                here == null ? vertx.getOrCreateContext() : VertxContext.getRootContext(here);
        return Objects.requireNonNull(
                VertxContext.createNewDuplicatedContext(
                        root.isEventLoopContext() ? root : vertx.getOrCreateContext()));
    }

    private void back(Runnable answer) {
        Context to = caller;
        if (to == null) {
            answer.run();
        } else {
            to.runOnContext(_ -> answer.run());
        }
    }
}
