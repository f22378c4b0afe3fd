package io.headroom.platform.database;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;

/// Connections that keep long statements prepared as well: the client forgets what is longer than 2,048 characters, and a statement that writes
/// ten tables at once is then planned anew each time, which takes longer than to execute it.
@Singleton
public final class LongStatements implements PgPoolCreator {

    /// Twice the longest there is.
    private static final int CHARACTERS = 16_384;

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> servers = input.pgConnectOptionsList();
        servers.forEach(
                server ->
                        server.setPreparedStatementCacheSqlFilter(
                                sql -> sql.length() <= CHARACTERS));
        // One after the other, where the URL names several.
        AtomicInteger next = new AtomicInteger();
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(
                        () ->
                                Future.succeededFuture(
                                        servers.get(
                                                Math.floorMod(
                                                        next.getAndIncrement(), servers.size()))))
                .using(input.vertx())
                .build();
    }
}
