package io.headroom.cost.commitment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.platform.database.Rows;

/// Which nodes each commitment covered, from when until when, as provisioning says it with their price.
public final class CoverRows {

    private static final String KEEP =
            """
            insert into commitment_cover as c (node, since, until, version, fee, saved)
            select node, since, until, version, fee, saved
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node uuid, since timestamptz, until timestamptz,
                version bigint, fee uuid, saved bigint)
            on conflict (node, since) do update set until = excluded.until, version = excluded.version, fee = excluded.fee,
                saved = excluded.saved where c.version < excluded.version
            """;

    /// A node that stops or ends makes its place free.
    private static final String END =
            """
            update commitment_cover c set until = greatest(c.since, r.at), version = r.version
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node uuid, at timestamptz, version bigint)
            where c.node = r.node and c.until > r.at and c.version <= r.version
            """;

    private record Cover(
            UUID node, Instant since, Instant until, long version, UUID fee, long saved) {}

    private record End(UUID node, Instant at, long version) {}

    private CoverRows() {}

    /// Takes note of what was said of nodes, oldest first. Asks the database nothing where none is covered, stops or ends.
    public static Uni<Void> heard(Mutiny.Session session, List<Node> nodes) {
        List<Cover> covers = new ArrayList<>();
        List<End> ends = new ArrayList<>();
        for (Node node : nodes) {
            if (node.state().isFinal() || node.state() == NodeState.WARM) {
                ends.add(new End(node.id().value(), node.since(), node.version()));
            } else {
                add(covers, node);
            }
        }
        return write(session, KEEP, covers).chain(() -> write(session, END, ends));
    }

    private static void add(List<Cover> covers, Node node) {
        PriceTerm term = node.priceTerm();
        NextPrice next = term == null ? null : term.next();
        Instant since = term == null ? null : term.since();
        String commitment = term == null ? null : term.commitment();
        if (next != null && since != null && commitment != null) {
            // Of one node the newest that was said of the same time.
            covers.removeIf(c -> c.node().equals(node.id().value()) && c.since().equals(since));
            covers.add(
                    new Cover(
                            node.id().value(),
                            since,
                            next.from(),
                            node.version(),
                            CommitmentRow.ledgerId(commitment).value(),
                            next.perHour().minus(node.pricePerHour()).micros()));
        }
    }

    private static Uni<Void> write(Mutiny.Session session, String sql, List<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : Rows.execute(session, sql, Map.of("rows", Rows.json(rows))).replaceWithVoid();
    }
}
