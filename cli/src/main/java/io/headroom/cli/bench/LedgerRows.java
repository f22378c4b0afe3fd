package io.headroom.cli.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import io.headroom.local.postgres.LocalPostgres;

/// Fills the ledger with a month of made-up costs, in the database itself: the service would need days for it.
final class LedgerRows {
    private static final int PIECE = 500_000;

    private static final String FILL =
            """
            insert into cost.ledger (at, kind, node, tenant, from_at, to_at, amount, share, workload, class, environment,
                pool, lane, provider, region)
            select t + interval '5 minutes', 'usage', md5((n % 2000)::text)::uuid, 'tenant-' || n % 50, t,
                t + interval '5 minutes', 100000 + n % 1000, case when n % 5 = 0 then 'idle' else 'workload' end,
                case when n % 5 = 0 then null else md5((n % 10000)::text)::uuid end,
                case when n % 5 = 0 then null else (array['training', 'batch-inference', 'online-inference'])[1 + n % 3] end,
                'production', 'pool-' || n % 20, 'lane-' || n % 5, (array['aws', 'gcp'])[1 + n % 2], 'us-east-1'
            from (select n, timestamptz '2026-10-01 00:00:00Z' + n * (interval '31 days' / ?) as t
                  from generate_series(cast(? as bigint), cast(? as bigint)) n) x
            """;

    private static final String HOURS =
            """
            insert into cost.cost_hour
            select date_trunc('hour', from_at, 'UTC'), tenant, coalesce(class, ''), share, environment, pool, lane, provider,
                region, sum(amount)
            from cost.ledger where budget is null and from_at < timestamptz '2026-11-01 00:00:00Z'
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9
            on conflict do nothing
            """;

    private LedgerRows() {}

    static void fill(CostAlone cost, int rows) throws SQLException {
        try (Connection database =
                DriverManager.getConnection(
                        cost.jdbcUrl(), LocalPostgres.SUPERUSER, cost.superuser())) {
            try (PreparedStatement insert = database.prepareStatement(FILL)) {
                for (int from = 0; from < rows; from += PIECE) {
                    insert.setInt(1, rows);
                    insert.setLong(2, from);
                    insert.setLong(3, Math.min(rows, from + PIECE) - 1L);
                    insert.executeUpdate();
                }
            }
            try (Statement statement = database.createStatement()) {
                statement.executeUpdate(HOURS);
                statement.execute("vacuum analyze cost.ledger");
                statement.execute("vacuum analyze cost.cost_hour");
            }
        }
    }
}
