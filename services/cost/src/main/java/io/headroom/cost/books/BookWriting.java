package io.headroom.cost.books;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.platform.database.Rows;

/// Writes what became of the books, all of it with one statement, and refuses to when the database has other sums
/// than the decisions were made on.
final class BookWriting {

    private static final String WRITE =
            """
            with given as materialized (
                select cast(cast(:accounts as text) as jsonb) as accounts, cast(cast(:leases as text) as jsonb) as leases,
                    cast(cast(:entries as text) as jsonb) as entries, cast(cast(:course as text) as jsonb) as course,
                    cast(cast(:webhooks as text) as jsonb) as webhooks, cast(cast(:said as text) as jsonb) as said),
            payers as materialized (
                select n, budgets, periods from jsonb_to_recordset(cast(cast(:payers as text) as jsonb))
                    as p(n integer, budgets text[], periods timestamptz[])),
            posted as (
                insert into account as a
                    (budget, period_from, period_to, spent, committed, reserve, highest, unused, reached, refusing, restrictions)
                select budget, period_from, period_to, spent, committed, reserve, highest, unused, reached, refusing, restrictions
                from given, jsonb_to_recordset(given.accounts) as r(budget text, period_from timestamptz,
                    period_to timestamptz, spent bigint, committed bigint, reserve bigint, highest bigint, unused bigint,
                    reached integer[], refusing boolean, restrictions text[])
                on conflict (budget, period_from) do update set spent = a.spent + excluded.spent,
                    committed = a.committed + excluded.committed, reserve = a.reserve + excluded.reserve,
                    highest = greatest(a.highest, excluded.highest),
                    unused = a.unused + excluded.unused, reached = excluded.reached, refusing = excluded.refusing,
                    restrictions = excluded.restrictions
                returning a.*),
            leased as (
                insert into lease (node, purchase, tenant, priority, standing, version, renew_at, doc, noticed, revision)
                select node, purchase, tenant, priority, standing, version, renew_at, doc, noticed, revision
                from given, jsonb_to_recordset(given.leases) as r(node uuid, purchase uuid, tenant text,
                    priority integer, standing text, version bigint, renew_at timestamptz, doc jsonb,
                    noticed bigint, revision bigint)
                on conflict (node) do update set purchase = excluded.purchase, tenant = excluded.tenant,
                    priority = excluded.priority, standing = excluded.standing, version = excluded.version,
                    renew_at = excluded.renew_at, doc = excluded.doc),
            entered as (
                insert into ledger (at, kind, node, tenant, budget, period_from, spent, committed, from_at, to_at, amount,
                    share, workload, class, environment, pool, lane, provider, region, model, budgets, periods)
                select at, kind, node, tenant, budget, period_from, spent, committed, from_at, to_at, amount,
                    share, workload, class, environment, pool, lane, provider, region, model, p.budgets, p.periods
                from given cross join jsonb_to_recordset(given.entries) as r(at timestamptz, kind text, node uuid,
                    tenant text, budget text, period_from timestamptz, spent bigint, committed bigint,
                    from_at timestamptz, to_at timestamptz, amount bigint, share text, workload uuid, class text,
                    environment text, pool text, lane text, provider text, region text, model text, payers integer)
                    left join payers p on p.n = r.payers),
            hours as (
                insert into cost_hour as h
                    (hour, tenant, class, share, environment, pool, lane, provider, region, model, amount)
                select date_trunc('hour', from_at, 'UTC'), tenant, coalesce(class, ''), share, environment, pool, lane,
                    provider, region, coalesce(model, ''), sum(amount)
                from given, jsonb_to_recordset(given.entries) as r(budget text, tenant text,
                    from_at timestamptz, amount bigint, share text, class text, environment text, pool text, lane text,
                    provider text, region text, model text)
                where budget is null group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
                on conflict (hour, tenant, class, share, environment, pool, lane, provider, region, model)
                    do update set amount = h.amount + excluded.amount),
            kept as materialized (
                select node, cast(md5(cast(doc -> 'spend' -> 'attributes' as text)) as uuid) as bought,
                    doc -> 'spend' -> 'attributes' as attributes
                from given, jsonb_to_recordset(given.leases) as r(node uuid, doc jsonb)),
            kinds as (
                insert into bought (id, attributes) select distinct on (bought) bought, attributes from kept
                on conflict do nothing),
            costs as materialized (
                select node, date_trunc('hour', from_at, 'UTC') as hour, sum(amount) as amount
                from given, jsonb_to_recordset(given.entries) as r(budget text, node uuid, from_at timestamptz,
                    amount bigint)
                where budget is null group by 1, 2),
            charged as materialized (select hour, node, bought, amount from costs join kept using (node)),
            node_hours as (
                insert into node_hour as h select hour, node, bought, amount from charged
                on conflict (hour, node) do update set amount = h.amount + excluded.amount),
            bought_hours as (
                insert into bought_hour as h select hour, bought, sum(amount) from charged group by 1, 2
                on conflict (hour, bought) do update set amount = h.amount + excluded.amount),
            course as (
                insert into budget_hour as h (budget, hour, spent)
                select budget, hour, spent
                from given, jsonb_to_recordset(given.course) as r(budget text, hour timestamptz,
                    spent bigint)
                on conflict (budget, hour) do update set spent = h.spent + excluded.spent),
            posts as (
                insert into webhook (id, budget, url, body, created_at, next_at)
                select id, budget, url, body, at, at
                from given, jsonb_to_recordset(given.webhooks) as r(id uuid, budget text, url text,
                    body text, at timestamptz)),
            said as (
                update budget b set said = r.said
                from given, jsonb_to_recordset(given.said) as r(name text, said bigint)
                where b.name = r.name)
            select cast(to_json(posted) as text) from posted
            """;

    /// How many changes the database counts for it: one that inserts or updates accounts, each counted, and one of budgets.
    private static final long CHANGES = 3;

    private record Course(String budget, Instant hour, long spent) {}

    private record LeaseChange(
            UUID node,
            UUID purchase,
            String tenant,
            int priority,
            String standing,
            long version,
            @JsonProperty("renew_at") Instant renewAt,
            PaidNode doc,
            long noticed,
            long revision) {

        /// Of one whose agent is told right after the commit, the row says so at once. It is written to a revision that nobody
        /// notes.
        static LeaseChange of(LeaseRow row, boolean isToldAfterwards) {
            PaidNode paid = row.paid();
            return new LeaseChange(
                    row.node().value(),
                    row.purchase().value(),
                    paid.spend().attributes().tenant(),
                    paid.priority(),
                    DashedEnums.nameOf(paid.standing()),
                    paid.lease().version(),
                    paid.renewAt(),
                    paid,
                    isToldAfterwards ? paid.lease().version() : 0,
                    isToldAfterwards ? LeaseRow.SOME_REVISION : 0);
        }
    }

    private record Said(String name, long said) {}

    /// Of a batch of decisions most are paid from the same budgets: their names are said once.
    private record Entries(List<Entry> rows, List<Payers> payers) {

        static Entries of(List<LedgerRow> rows) {
            SequencedMap<LedgerRow.Paid, Integer> numbers = new LinkedHashMap<>();
            List<Entry> entries = new ArrayList<>();
            for (LedgerRow row : rows) {
                LedgerRow.Paid paid = row.paid();
                Integer number =
                        paid == null ? null : numbers.computeIfAbsent(paid, _ -> numbers.size());
                entries.add(new Entry(row, number));
            }
            List<Payers> payers = new ArrayList<>();
            numbers.forEach((p, n) -> payers.add(new Payers(n, p.budgets(), p.periods())));
            return new Entries(entries, payers);
        }
    }

    private record Entry(@JsonUnwrapped LedgerRow row, @Nullable Integer payers) {}

    private record Payers(int n, List<String> budgets, List<Instant> periods) {}

    private BookWriting() {}

    /// Answers what is known of the books afterwards.
    static Uni<KnownBooks> write(Mutiny.Session session, Books books) {
        Set<String> spoken = new LinkedHashSet<>();
        List<ThresholdsReached.WebhookPost> webhooks = new ArrayList<>();
        List<AccountChange> accounts = AccountChange.all(books, spoken, webhooks);
        Entries entries = Entries.of(books.entries());
        List<LeaseChange> leases =
                books.changedLeases().stream()
                        .map(
                                row ->
                                        LeaseChange.of(
                                                row, books.toldAfterwards().contains(row.node())))
                        .toList();
        if (accounts.isEmpty() && leases.isEmpty() && entries.rows().isEmpty()) {
            return Uni.createFrom().item(books.known());
        }
        List<Said> said =
                spoken.stream()
                        .map(name -> new Said(name, books.budget(name).orElseThrow().said()))
                        .toList();
        return Rows.documents(
                        session,
                        WRITE,
                        Map.of(
                                "accounts", Rows.json(accounts),
                                "leases", Rows.json(leases),
                                "entries", Rows.json(entries.rows()),
                                "payers", Rows.json(entries.payers()),
                                "course", Rows.json(course(books)),
                                "webhooks", Rows.json(webhooks),
                                "said", Rows.json(said)))
                .map(
                        rows ->
                                books.known()
                                        .after(
                                                CHANGES,
                                                books,
                                                rows.stream().map(AccountRow::of).toList()));
    }

    /// What each budget spent, by the hour in which it was found out.
    private static List<Course> course(Books books) {
        Instant hour = books.now().truncatedTo(ChronoUnit.HOURS);
        Map<String, Long> spent = new LinkedHashMap<>();
        for (Posting sum : Posting.merged(books.postings())) {
            boolean counts =
                    books.budget(sum.budget())
                            .filter(b -> b.name().equals(sum.budget()))
                            .flatMap(b -> b.budget().period().current(books.now()))
                            .filter(sum.period()::equals)
                            .isPresent();
            if (counts && sum.spent().micros() != 0) {
                spent.merge(sum.budget(), sum.spent().micros(), Long::sum);
            }
        }
        return spent.entrySet().stream()
                .map(e -> new Course(e.getKey(), hour, e.getValue()))
                .toList();
    }
}
