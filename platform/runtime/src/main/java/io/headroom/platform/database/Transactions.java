package io.headroom.platform.database;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

/// The one way into the database: a transaction that first says whose rows it may see.
///
/// It can be called from any thread. The work runs on a Vert.x context of its own, so it must not use request-scoped
/// beans: read the caller before, and hand it in.
@Singleton
public final class Transactions {

    /// Sees every tenant's rows: for the service's own loops and for operators.
    public static final String EVERY_TENANT = "*";

    private static final String ENTER = "select set_config('headroom.tenant', :tenant, true)";

    /// Three more tries after the first get through any pile-up that row locks in id order leave.
    private static final int RETRIES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    private final Instance<Mutiny.SessionFactory> factory;
    private final Vertx vertx;
    private final Commits commits;

    @Inject
    Transactions(Instance<Mutiny.SessionFactory> factory, Vertx vertx, Commits commits) {
        this.factory = factory;
        this.vertx = vertx;
        this.commits = commits;
    }

    /// Does the work in a transaction that sees the rows of one tenant.
    public <T> Uni<T> inTenant(String tenant, Function<Mutiny.Session, Uni<T>> work) {
        return retried(tenant, work);
    }

    /// Does the work in a transaction that sees the rows of every tenant.
    public <T> Uni<T> asService(Function<Mutiny.Session, Uni<T>> work) {
        return retried(EVERY_TENANT, work);
    }

    private <T> Uni<T> retried(String tenant, Function<Mutiny.Session, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            OwnContext own = OwnContext.besides(vertx);
                            AtomicInteger tries = new AtomicInteger();
                            return own.run(() -> attempt(tenant, work))
                                    .onFailure(failure -> again(failure, tries))
                                    .retry()
                                    .withBackOff(FIRST_PAUSE, FIRST_PAUSE.multipliedBy(8))
                                    .atMost(RETRIES)
                                    .onFailure(Transactions::isAway)
                                    .transform(DatabaseAway::new);
                        });
    }

    private static boolean again(Throwable failure, AtomicInteger tries) {
        return DatabaseFailure.of(failure) == DatabaseFailure.CONFLICT
                && tries.incrementAndGet() <= RETRIES;
    }

    private static boolean isAway(Throwable failure) {
        return DatabaseFailure.of(failure) == DatabaseFailure.AWAY;
    }

    private <T> Uni<T> attempt(String tenant, Function<Mutiny.Session, Uni<T>> work) {
        return factory.get()
                .openSession()
                .chain(
                        session ->
                                session.withTransaction(_ -> entered(session, tenant, work))
                                        .onItemOrFailure()
                                        .call((_, _) -> session.close())
                                        .onItem()
                                        .invoke(() -> commits.committed(session))
                                        .onFailure()
                                        .invoke(() -> commits.forget(session)));
    }

    /// Whose rows it may see is said first, and not waited for: what the work sends comes after it on the same connection. If
    /// that could not be said, none of what follows is done, either.
    private <T> Uni<T> entered(
            Mutiny.Session session, String tenant, Function<Mutiny.Session, Uni<T>> work) {
        Uni<Void> entering =
                Pipelined.texts(session, ENTER, Map.of("tenant", tenant)).replaceWithVoid();
        return Uni.createFrom()
                .deferred(() -> work.apply(session))
                .call(() -> commits.write(session))
                .call(() -> entering);
    }
}
