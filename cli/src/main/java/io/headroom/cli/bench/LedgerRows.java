package io.headroom.cli.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.IntConsumer;

import io.headroom.local.postgres.LocalPostgres;

/// Fills the books with the month up to now, in the database itself: the service would need days for it. Of four rows of the
/// ledger, three are costs and one says what twenty budgets were posted, and each sum that the service keeps beside the ledger
/// is there as well. The nodes are those that the load bought: 2,000 of them run on, the others are over.
final class LedgerRows {
    private static final int PIECE = 500_000;

    private static final String FLEET =
            """
            create temp table fleet as select row_number() over (order by node) - 1 as k, node,
                cast(doc -> 'spend' -> 'attributes' ->> 'tenant' as text) as tenant,
                cast(doc -> 'spend' -> 'attributes' -> 'labels' ->> 'family' as int) as family,
                cast(md5(cast(doc -> 'spend' -> 'attributes' as text)) as uuid) as bought
            from cost.lease where standing <> 'ended' order by node limit 2000
            """;

    /// The load's other nodes are no fleet that anybody renews. The service still tells agents of leases meanwhile.
    private static final String OTHERS =
            """
            begin; lock table cost.lease in share row exclusive mode;
            update cost.lease set standing = 'ended', doc = jsonb_set(doc, '{standing}', '"ended"'), noticed = version
            where node not in (select node from fleet);
            commit
            """;

    private static final String BUDGETS =
            """
            create temp table paid as select f.k, array_agg(b.name order by b.name) as budgets,
                array_agg(date_trunc('month', now()) order by b.name) as periods
            from fleet f join cost.budget b on cast(b.spec -> 'scope' -> 'labels' ->> 'family' as int) = f.family group by 1
            """;

    private static final String FILL =
            """
            insert into cost.ledger (at, kind, node, tenant, from_at, to_at, amount, share, workload, class, environment,
                pool, lane, provider, region, model, budget, period_from, spent, committed, budgets, periods)
            select t + interval '5 minutes', 'usage', node, case when posts then '*' else 'tenant-' || n % 50 end,
                case when not posts then t end, case when not posts then t + interval '5 minutes' end,
                case when not posts then 100000 + n % 1000 end,
                case when not posts then case when n % 5 = 0 then 'idle' else 'workload' end end,
                case when not posts and n % 5 > 0 then cast(md5(cast(n % 10000 as text)) as uuid) end,
                case when not posts and n % 5 > 0
                    then (array['training', 'batch-inference', 'online-inference'])[1 + n % 3] end,
                case when not posts then 'production' end, case when not posts then 'pool-' || n % 20 end,
                case when not posts then 'lane-' || n % 5 end, case when not posts then (array['aws', 'gcp'])[1 + n % 2] end,
                case when not posts then 'us-east-1' end, case when not posts then 'H100' end, case when posts then budgets[1] end,
                case when posts then periods[1] end, case when posts then 300000 end, case when posts then -300000 end,
                case when posts then budgets end, case when posts then periods end
            from (select n, n % 4 = 3 as posts, f.node, p.budgets, p.periods,
                      date_trunc('hour', now()) - interval '31 days' + n * (interval '31 days' / ?) as t
                  from generate_series(cast(? as bigint), cast(? as bigint)) n
                  join fleet f on f.k = (n / 4) % 2000 join paid p on p.k = f.k) x
            """;

    /// As the service writes them with the rows; the load's own are among them already.
    private static final List<String> SUMS =
            List.of(
                    """
                    insert into cost.cost_hour as h
                        (hour, tenant, class, share, environment, pool, lane, provider, region, model, amount)
                    select date_trunc('hour', from_at, 'UTC'), tenant, coalesce(class, ''), share, environment, pool, lane,
                        provider, region, coalesce(model, ''), sum(amount)
                    from cost.ledger where budget is null group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
                    on conflict (hour, tenant, class, share, environment, pool, lane, provider, region, model)
                        do update set amount = excluded.amount
                    """,
                    """
                    insert into cost.node_hour as h
                    select date_trunc('hour', l.from_at, 'UTC'), l.node, f.bought, sum(l.amount)
                    from cost.ledger l join fleet f on f.node = l.node where l.budget is null group by 1, 2, 3
                    on conflict (hour, node) do update set amount = excluded.amount
                    """,
                    """
                    insert into cost.bought (id, attributes)
                    select distinct on (f.bought) f.bought, l.doc -> 'spend' -> 'attributes'
                    from fleet f join cost.lease l on l.node = f.node on conflict do nothing
                    """,
                    """
                    insert into cost.bought_hour as h select hour, bought, sum(amount) from cost.node_hour group by 1, 2
                    on conflict (hour, bought) do update set amount = excluded.amount
                    """,
                    """
                    insert into cost.budget_hour as h (budget, hour, spent, judged)
                    select b.name, n.hour, sum(n.amount), true from cost.node_hour n join fleet f on f.node = n.node
                    join cost.budget b on cast(b.spec -> 'scope' -> 'labels' ->> 'family' as int) = f.family group by 1, 2
                    on conflict (budget, hour) do update set spent = excluded.spent
                    """,
                    """
                    insert into cost.account (budget, period_from, period_to, spent, committed, highest, opened)
                    select b.name, m, m + interval '1 month', 0, 0, 0, true from cost.budget b,
                        generate_series(timestamptz '2024-01-01 00:00:00Z', now() - interval '32 days', interval '1 month') m
                    on conflict do nothing
                    """);

    private LedgerRows() {}

    /// @param progress is told how many there are now
    static void fill(ServiceAlone cost, int rows, IntConsumer progress) throws SQLException {
        try (Connection database =
                        DriverManager.getConnection(
                                cost.jdbcUrl(), LocalPostgres.SUPERUSER, cost.superuser());
                Statement statement = database.createStatement()) {
            statement.execute(FLEET);
            statement.execute(OTHERS);
            statement.execute(BUDGETS);
            statement.execute("analyze fleet");
            statement.execute("analyze paid");
            try (PreparedStatement insert = database.prepareStatement(FILL)) {
                for (int from = 0; from < rows; from += PIECE) {
                    insert.setInt(1, rows);
                    insert.setLong(2, from);
                    insert.setLong(3, Math.min(rows, from + PIECE) - 1L);
                    insert.executeUpdate();
                    progress.accept(Math.min(rows, from + PIECE));
                }
            }
            for (String sums : SUMS) {
                statement.executeUpdate(sums);
            }
            for (String table :
                    List.of(
                            "ledger",
                            "lease",
                            "account",
                            "cost_hour",
                            "node_hour",
                            "bought_hour",
                            "budget_hour")) {
                statement.execute("vacuum analyze cost." + table);
            }
        }
    }
}
