package io.headroom.platform.database;

import java.util.List;
import java.util.Optional;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;

/// How this service connects to its database. Connections of the pool keep long statements prepared as well: the client forgets what is longer
/// than 2,048 characters, and a statement that writes ten tables at once is then planned anew each time, which takes longer than to execute it.
@Singleton
public final class Connections implements PgPoolCreator {

    /// Twice the longest statement there is.
    private static final int CHARACTERS = 16_384;

    private volatile List<PgConnectOptions> servers = List.of();

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> all = input.pgConnectOptionsList();
        all.forEach(server -> server.setPreparedStatementCacheSqlLimit(CHARACTERS));
        servers = List.copyOf(all);
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.copyOf(all))
                .using(input.vertx())
                .build();
    }

    /// For a connection of one's own, beside the pool; nothing where the service has no database.
    public Optional<PgConnectOptions> server() {
        return servers.stream().findFirst();
    }
}
