package io.headroom.platform.leader;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.platform.service.ThisService;

/// The row in `bus.leader` that says who leads, until when by the database's clock.
@Singleton
class LeaderLease {

    private static final String TAKE =
            """
            insert into bus.leader as l (name, service, holder, epoch, until)
            values ($1, $2, $3, 1, clock_timestamp() + make_interval(secs => $4))
            on conflict (name) do update set holder = excluded.holder, until = excluded.until,
                epoch = case when l.holder = excluded.holder and l.until > clock_timestamp() then l.epoch else l.epoch + 1 end
            where l.holder = excluded.holder or l.until < clock_timestamp()
            returning epoch
            """;

    private static final String LEFT =
            "select extract(epoch from until - clock_timestamp()) * 1000 as millis from bus.leader where name = $1";

    private final Instance<Pool> pool;
    private final ThisService self;
    private final LeaderSettings settings;
    private final String holder = UUID.randomUUID().toString();

    @Inject
    LeaderLease(Instance<Pool> pool, ThisService self, LeaderSettings settings) {
        this.pool = pool;
        this.self = self;
        this.settings = settings;
    }

    boolean exists() {
        return pool.isResolvable();
    }

    /// The row's name: one leader a service and cell.
    String name() {
        return self.name() + "/" + self.cell();
    }

    String holder() {
        return holder;
    }

    /// Takes or renews the lease; empty if another holds it.
    Optional<Epoch> take() {
        double seconds = settings.lease().toMillis() / 1000.0;
        RowSet<Row> rows = execute(TAKE, Tuple.of(name(), self.name(), holder, seconds));
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(new Epoch(rows.iterator().next().getLong("epoch")));
    }

    /// How much longer whoever holds it may hold it without renewing; less than nothing once it is over.
    Duration left() {
        RowSet<Row> rows = execute(LEFT, Tuple.of(name()));
        return rows.size() == 0
                ? Duration.ZERO
                : Duration.ofMillis(rows.iterator().next().getNumeric("millis").longValue());
    }

    /// Gives it back, so that the next leader need not wait for its end.
    void giveBack() {
        execute(
                "update bus.leader set until = clock_timestamp() where name = $1 and holder = $2",
                Tuple.of(name(), holder));
    }

    private RowSet<Row> execute(String sql, Tuple arguments) {
        // A renewal that takes as long as the renewals are apart has failed.
        Duration wait = settings.renewEvery();
        return pool.get().preparedQuery(sql).execute(arguments).await().atMost(wait);
    }
}
