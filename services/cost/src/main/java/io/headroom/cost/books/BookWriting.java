package io.headroom.cost.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.cost.sql.Sql;
import io.headroom.engine.budget.Account;
import io.headroom.engine.budget.PaidNode;
import io.headroom.engine.budget.Posting;

/// Writes what became of the books, all of it with one statement, and refuses to when the database has other sums
/// than the decisions were made on.
final class BookWriting {

    private static final String WRITE =
            """
            with posted as (
                insert into account as a
                    (budget, period_from, period_to, spent, committed, highest, reached, refusing)
                select budget, period_from, period_to, spent, committed, highest, reached, refusing
                from jsonb_to_recordset(cast(cast(:accounts as text) as jsonb)) as r(budget text, period_from timestamptz,
                    period_to timestamptz, spent bigint, committed bigint, highest bigint, reached integer[],
                    refusing boolean)
                on conflict (budget, period_from) do update set spent = a.spent + excluded.spent,
                    committed = a.committed + excluded.committed, highest = greatest(a.highest, excluded.highest),
                    reached = excluded.reached, refusing = excluded.refusing
                returning a.*),
            leased as (
                insert into lease (node, purchase, tenant, priority, standing, version, renew_at, doc)
                select node, purchase, tenant, priority, standing, version, renew_at, doc
                from jsonb_to_recordset(cast(cast(:leases as text) as jsonb)) as r(node uuid, purchase uuid, tenant text,
                    priority integer, standing text, version bigint, renew_at timestamptz, doc jsonb)
                on conflict (node) do update set purchase = excluded.purchase, tenant = excluded.tenant,
                    priority = excluded.priority, standing = excluded.standing, version = excluded.version,
                    renew_at = excluded.renew_at, doc = excluded.doc),
            entered as (
                insert into ledger (at, kind, node, tenant, budget, period_from, spent, committed, from_at, to_at, amount,
                    share, workload, class, environment, pool, lane, provider, region)
                select at, kind, node, tenant, budget, period_from, spent, committed, from_at, to_at, amount,
                    share, workload, class, environment, pool, lane, provider, region
                from jsonb_to_recordset(cast(cast(:entries as text) as jsonb)) as r(at timestamptz, kind text, node uuid,
                    tenant text, budget text, period_from timestamptz, spent bigint, committed bigint,
                    from_at timestamptz, to_at timestamptz, amount bigint, share text, workload uuid, class text,
                    environment text, pool text, lane text, provider text, region text)),
            said as (
                update budget b set said = r.said
                from jsonb_to_recordset(cast(cast(:said as text) as jsonb)) as r(name text, said bigint)
                where b.name = r.name),
            known as (
                insert into node as n (node, version, state, milli_gpu, ready_since)
                select node, version, state, milli_gpu, ready_since
                from jsonb_to_recordset(cast(cast(:nodes as text) as jsonb)) as r(node uuid, version bigint, state text,
                    milli_gpu integer, ready_since timestamptz)
                on conflict (node) do update set version = excluded.version, state = excluded.state,
                    milli_gpu = excluded.milli_gpu, ready_since = excluded.ready_since where n.version < excluded.version)
            select cast(to_json(posted) as text) from posted
            """;

    private record AccountChange(
            String budget,
            @JsonProperty("period_from") Instant periodFrom,
            @JsonProperty("period_to") Instant periodTo,
            long spent,
            long committed,
            long highest,
            List<Integer> reached,
            boolean refusing) {}

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

    private record NodeChange(
            UUID node,
            long version,
            String state,
            @JsonProperty("milli_gpu") int milliGpu,
            @JsonProperty("ready_since") @Nullable Instant readySince) {
        static NodeChange of(NodeFacts facts) {
            return new NodeChange(
                    facts.node().value(),
                    facts.version(),
                    DashedEnums.nameOf(facts.state()),
                    facts.milliGpu(),
                    facts.readySince());
        }
    }

    private BookWriting() {}

    static Uni<Void> write(Mutiny.Session session, Books books) {
        Set<String> spoken = new LinkedHashSet<>();
        List<AccountChange> accounts = accounts(books, spoken);
        List<LeaseChange> leases = books.changedLeases().stream().map(BookWriting::lease).toList();
        List<NodeChange> nodes = books.learned().stream().map(NodeChange::of).toList();
        if (accounts.isEmpty()
                && leases.isEmpty()
                && books.entries().isEmpty()
                && nodes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Said> said =
                spoken.stream()
                        .map(name -> new Said(name, books.budget(name).orElseThrow().said()))
                        .toList();
        return Sql.rows(
                        session,
                        WRITE,
                        Map.of(
                                "accounts", Sql.json(accounts),
                                "leases", Sql.json(leases),
                                "entries", Sql.json(books.entries()),
                                "said", Sql.json(said),
                                "nodes", Sql.json(nodes)))
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

    private static List<AccountChange> accounts(Books books, Set<String> spoken) {
        List<AccountChange> changes = new ArrayList<>();
        for (Posting sum : Posting.merged(books.postings())) {
            Account account = books.accounts().get(sum.budget(), sum.period());
            ThresholdsReached reached = ThresholdsReached.by(books, account);
            reached.events(books, account, spoken).forEach(books::say);
            changes.add(
                    new AccountChange(
                            sum.budget(),
                            sum.period().from(),
                            sum.period().to(),
                            sum.spent().micros(),
                            sum.committed().micros(),
                            account.highest().micros(),
                            reached.all(),
                            reached.refusing()));
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
