package io.headroom.cost.books;

import java.util.ArrayList;
import java.util.List;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;

/// Keeps long statements prepared as well: what a transaction writes is one statement of twenty parts, and to plan it takes
/// longer than to do it for a few leases.
@Singleton
final class PlannedOnce implements PgPoolCreator {

    /// The driver's own limit is a quarter of it.
    private static final int LONGEST_SQL = 8192;

    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> servers = new ArrayList<>(input.pgConnectOptionsList());
        servers.forEach(server -> server.setPreparedStatementCacheSqlLimit(LONGEST_SQL));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(servers)
                .using(input.vertx())
                .build();
    }
}
