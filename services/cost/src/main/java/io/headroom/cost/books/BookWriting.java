package io.headroom.cost.books;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.budget.Account;
import io.headroom.engine.budget.PaidNode;
import io.headroom.engine.budget.Posting;
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
                insert into lease (node, purchase, tenant, priority, standing, version, renew_at, doc)
                select node, purchase, tenant, priority, standing, version, renew_at, doc
                from given, jsonb_to_recordset(given.leases) as r(node uuid, purchase uuid, tenant text,
                    priority integer, standing text, version bigint, renew_at timestamptz, doc jsonb)
                on conflict (node) do update set purchase = excluded.purchase, tenant = excluded.tenant,
                    priority = excluded.priority, standing = excluded.standing, version = excluded.version,
                    renew_at = excluded.renew_at, doc = excluded.doc),
            entered as (
                insert into ledger (at, kind, node, tenant, budget, period_from, spent, committed, from_at, to_at, amount,
                    share, workload, class, environment, pool, lane, provider, region, model, budgets, periods)
                select at, kind, node, tenant, budget, period_from, spent, committed, from_at, to_at, amount,
                    share, workload, class, environment, pool, lane, provider, region, model, budgets, periods
                from given, jsonb_to_recordset(given.entries) as r(at timestamptz, kind text, node uuid,
                    tenant text, budget text, period_from timestamptz, spent bigint, committed bigint,
                    from_at timestamptz, to_at timestamptz, amount bigint, share text, workload uuid, class text,
                    environment text, pool text, lane text, provider text, region text, model text,
                    budgets text[], periods timestamptz[])),
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

    private record AccountChange(
            String budget,
            @JsonProperty("period_from") Instant periodFrom,
            @JsonProperty("period_to") Instant periodTo,
            long spent,
            long committed,
            long reserve,
            long highest,
            long unused,
            List<Integer> reached,
            boolean refusing,
            List<String> restrictions) {}

    private record Course(String budget, Instant hour, long spent) {}

    private record LeaseChange(
            UUID node,
            UUID purchase,
            String tenant,
            int priority,
            String standing,
            long version,
            @JsonProperty("renew_at") Instant renewAt,
            PaidNode doc) {}

    private record Said(String name, long said) {}

    private BookWriting() {}

    static Uni<Void> write(Mutiny.Session session, Books books) {
        Set<String> spoken = new LinkedHashSet<>();
        List<WebhookPost> webhooks = new ArrayList<>();
        List<AccountChange> accounts = accounts(books, spoken, webhooks);
        List<LedgerRow> entries = books.entries();
        List<LeaseChange> leases = books.changedLeases().stream().map(BookWriting::lease).toList();
        if (accounts.isEmpty() && leases.isEmpty() && entries.isEmpty()) {
            return Uni.createFrom().voidItem();
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
                                "entries", Rows.json(entries),
                                "course", Rows.json(course(books)),
                                "webhooks", Rows.json(webhooks),
                                "said", Rows.json(said)))
                .invoke(stored -> stored.forEach(row -> compare(row, books)))
                .replaceWithVoid();
    }

    private static void compare(JsonNode row, Books books) {
        Account stored = AccountRow.of(row).account();
        Account decided = books.accounts().get(stored.budget(), stored.period());
        boolean known =
                books.accountRows().stream()
                        .anyMatch(
                                r ->
                                        r.account().budget().equals(stored.budget())
                                                && r.account().period().equals(stored.period()));
        if (!stored.committed().equals(decided.committed())
                || (known && !stored.spent().equals(decided.spent()))) {
            throw new IllegalStateException(
                    "account of budget "
                            + stored.budget()
                            + " was decided on as "
                            + decided
                            + " and is stored as "
                            + stored);
        }
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

    private static List<AccountChange> accounts(
            Books books, Set<String> spoken, List<WebhookPost> webhooks) {
        List<AccountChange> changes = new ArrayList<>();
        for (Posting sum : Posting.merged(books.postings())) {
            Account account = books.accounts().get(sum.budget(), sum.period());
            ThresholdsReached reached = ThresholdsReached.by(books, account);
            for (ThresholdsReached.Said said : reached.said(books, account, spoken)) {
                books.say(said.event());
                WebhookPost.of(said).ifPresent(webhooks::add);
            }
            changes.add(
                    new AccountChange(
                            sum.budget(),
                            sum.period().from(),
                            sum.period().to(),
                            sum.spent().micros(),
                            sum.committed().micros(),
                            sum.reserve().micros(),
                            account.highest().micros(),
                            books.unused(sum).micros(),
                            reached.all(),
                            reached.refusing(),
                            reached.restrictions().stream().map(DashedEnums::nameOf).toList()));
        }
        return changes;
    }

    private static LeaseChange lease(LeaseRow row) {
        PaidNode paid = row.paid();
        return new LeaseChange(
                row.node().value(),
                row.purchase().value(),
                paid.spend().attributes().tenant(),
                paid.priority(),
                DashedEnums.nameOf(paid.standing()),
                paid.lease().version(),
                paid.renewAt(),
                paid);
    }
}
