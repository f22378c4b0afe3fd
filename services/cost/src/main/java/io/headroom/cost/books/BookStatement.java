package io.headroom.cost.books;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.headroom.platform.database.Rows;

/// The one statement that writes what became of the books, made of the parts that there is anything for: a batch of grants adds to sums, and
/// writes leases and entries; what a part costs that writes nothing is more than one would think. Of few combinations, each is prepared once.
final class BookStatement {

    private static final String AS_ROWS_OF =
            " as materialized (select r.* from jsonb_to_recordset(cast(cast(:";
    private static final String AS_COLUMNS = " as text) as jsonb)) as r(";

    /// What accounts hold more or less, in columns; and what they must hold then, or they are not written. All are there: of those that
    /// may be new, the rows come whole.
    private static final String SUMS =
            """
            sums as materialized (
                select * from unnest(cast(cast(:budgets as text) as text[]), cast(cast(:begins as text) as timestamptz[]),
                        cast(cast(:spent as text) as bigint[]), cast(cast(:committed as text) as bigint[]),
                        cast(cast(:reserve as text) as bigint[]), cast(cast(:unused as text) as bigint[]),
                        cast(cast(:nowSpent as text) as bigint[]), cast(cast(:nowCommitted as text) as bigint[]),
                        cast(cast(:nowReserve as text) as bigint[]), cast(cast(:nowUnused as text) as bigint[]),
                        cast(cast(:nowHighest as text) as bigint[]))
                    as r(budget, period_from, spent, committed, reserve, unused,
                        now_spent, now_committed, now_reserve, now_unused, now_highest)),
            added as (
                update account a set spent = s.now_spent, committed = s.now_committed, reserve = s.now_reserve,
                    unused = s.now_unused, highest = s.now_highest
                from sums s where a.budget = s.budget and a.period_from = s.period_from
                and a.spent + s.spent = s.now_spent and a.committed + s.committed = s.now_committed
                and a.reserve + s.reserve = s.now_reserve and a.unused + s.unused = s.now_unused
                and a.highest <= s.now_highest
                returning a.spent = s.now_spent and a.committed = s.now_committed and a.reserve = s.now_reserve
                    and a.unused = s.now_unused and a.highest = s.now_highest as stands)""";

    /// How many of them stand as decided.
    private static final String STANDING = "select cast(count(*) as text) from added where stands";

    /// Accounts that are new to this process, or that have reached something.
    private static final String POSTED =
            """
            posted as (
                insert into account as a
                    (budget, period_from, period_to, spent, committed, reserve, highest, unused, reached, refusing, restrictions)
                select budget, period_from, period_to, spent, committed, reserve, highest, unused, reached, refusing, restrictions
                from accounts
                on conflict (budget, period_from) do update set spent = a.spent + excluded.spent,
                    committed = a.committed + excluded.committed, reserve = a.reserve + excluded.reserve,
                    highest = greatest(a.highest, excluded.highest),
                    unused = a.unused + excluded.unused, reached = excluded.reached, refusing = excluded.refusing,
                    restrictions = excluded.restrictions
                returning a.*)""";

    private static final String LEASED =
            """
            leased as (
                insert into lease (node, purchase, tenant, priority, standing, version, renew_at, doc, noticed, revision)
                select node, purchase, tenant, priority, standing, version, renew_at, doc, noticed, revision from leases
                on conflict (node) do update set purchase = excluded.purchase, tenant = excluded.tenant,
                    priority = excluded.priority, standing = excluded.standing, version = excluded.version,
                    renew_at = excluded.renew_at, doc = excluded.doc)""";

    private static final String ENTERED =
            """
            entered as (
                insert into ledger (at, kind, node, tenant, budget, period_from, spent, committed, from_at, to_at, amount,
                    share, workload, class, environment, pool, lane, provider, region, model, budgets, periods)
                select at, kind, node, tenant, budget, period_from, spent, committed, from_at, to_at, amount,
                    share, workload, class, environment, pool, lane, provider, region, model, p.budgets, p.periods
                from entries e left join payers p on p.n = e.payers)""";

    /// The sums by hour of all costs.
    private static final String HOURS =
            """
            hours as (
                insert into cost_hour as h
                    (hour, tenant, class, share, environment, pool, lane, provider, region, model, amount)
                select date_trunc('hour', from_at, 'UTC'), tenant, coalesce(class, ''), share, environment, pool, lane,
                    provider, region, coalesce(model, ''), sum(amount)
                from entries where budget is null group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
                on conflict (hour, tenant, class, share, environment, pool, lane, provider, region, model)
                    do update set amount = h.amount + excluded.amount)""";

    /// The sums by hour of what nodes cost, whose leases come with it; a commitment's fee has none.
    private static final String CHARGED =
            """
            kept as materialized (
                select node, cast(md5(cast(doc -> 'spend' -> 'attributes' as text)) as uuid) as bought,
                    doc -> 'spend' -> 'attributes' as attributes from leases),
            kinds as (
                insert into bought (id, attributes) select distinct on (bought) bought, attributes from kept
                on conflict do nothing),
            costs as materialized (
                select node, date_trunc('hour', from_at, 'UTC') as hour, sum(amount) as amount
                from entries where budget is null group by 1, 2),
            charged as materialized (select hour, node, bought, amount from costs join kept using (node)),
            node_hours as (
                insert into node_hour as h select hour, node, bought, amount from charged
                on conflict (hour, node) do update set amount = h.amount + excluded.amount),
            bought_hours as (
                insert into bought_hour as h select hour, bought, sum(amount) from charged group by 1, 2
                on conflict (hour, bought) do update set amount = h.amount + excluded.amount)""";

    private static final String COURSED =
            """
            coursed as (
                insert into budget_hour as h (budget, hour, spent) select budget, hour, spent from course
                on conflict (budget, hour) do update set spent = h.spent + excluded.spent)""";

    private static final String POSTS =
            """
            posts as (
                insert into webhook (id, budget, url, body, created_at, next_at)
                select id, budget, url, body, at, at from webhooks)""";

    private static final String SAID =
            """
            telling as (update budget b set said = r.said from said r where b.name = r.name)""";

    private static final String ENTRY =
            "at timestamptz, kind text, node uuid, tenant text, budget text, period_from timestamptz, spent bigint,"
                    + " committed bigint, from_at timestamptz, to_at timestamptz, amount bigint, share text, workload uuid,"
                    + " class text, environment text, pool text, lane text, provider text, region text, model text,"
                    + " payers integer";

    private static final Map<List<String>, String> TEXTS = new ConcurrentHashMap<>();

    private final List<String> parts = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final Map<String, String> parameters = new HashMap<>();
    private long changes;
    private boolean hasLeases;

    /// Accounts of which only sums change.
    void sums(List<AccountSums> sums) {
        if (!sums.isEmpty()) {
            parts.add(SUMS);
            answers.add(STANDING);
            parameters.putAll(AccountSums.columns(sums));
            changes++;
        }
    }

    void accounts(List<AccountChange> accounts) {
        if (given("accounts", AccountChange.COLUMNS, accounts)) {
            parts.add(POSTED);
            answers.add("select cast(to_json(posted) as text) from posted");
            // One that inserts or updates, each counted.
            changes += 2;
        }
    }

    void leases(List<?> leases) {
        hasLeases = !leases.isEmpty();
        if (given(
                "leases",
                "node uuid, purchase uuid, tenant text, priority integer, standing text, version bigint,"
                        + " renew_at timestamptz, doc jsonb, noticed bigint, revision bigint",
                leases)) {
            parts.add(LEASED);
        }
    }

    /// After the leases: what a node cost is known by what it was bought as.
    void entries(List<?> entries, List<?> payers, boolean areAnyCosts) {
        if (given("entries", ENTRY, entries)) {
            rows("payers", "n integer, budgets text[], periods timestamptz[]", payers);
            parts.add(ENTERED);
        }
        if (areAnyCosts) {
            parts.add(HOURS);
        }
        if (areAnyCosts && hasLeases) {
            parts.add(CHARGED);
        }
    }

    void course(List<?> course) {
        if (given("course", "budget text, hour timestamptz, spent bigint", course)) {
            parts.add(COURSED);
        }
    }

    void webhooks(List<?> webhooks) {
        if (given(
                "webhooks",
                "id uuid, budget text, url text, body text, at timestamptz",
                webhooks)) {
            parts.add(POSTS);
        }
    }

    void said(List<?> said) {
        if (given("said", "name text, said bigint", said)) {
            parts.add(SAID);
            changes++;
        }
    }

    private boolean given(String name, String columns, List<?> rows) {
        if (!rows.isEmpty()) {
            rows(name, columns, rows);
        }
        return !rows.isEmpty();
    }

    private void rows(String name, String columns, List<?> rows) {
        parts.add(name + AS_ROWS_OF + name + AS_COLUMNS + columns + "))");
        parameters.put(name, Rows.json(rows));
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /// How many changes the database counts for it.
    long changes() {
        return changes;
    }

    String sql() {
        return TEXTS.computeIfAbsent(List.copyOf(parts), _ -> text());
    }

    private String text() {
        String answer =
                answers.isEmpty()
                        ? "select cast(null as text) where false"
                        : String.join(" union all ", answers);
        return "with " + String.join(",\n", parts) + "\n" + answer;
    }

    Map<String, String> parameters() {
        return parameters;
    }
}
