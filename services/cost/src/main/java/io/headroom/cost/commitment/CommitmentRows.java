package io.headroom.cost.commitment;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.engine.price.CommitmentFee;
import io.headroom.platform.database.Rows;
import io.headroom.platform.rest.PageQuery;

/// The rows of commitments.
final class CommitmentRows {

    private static final String FIND =
            "select cast(to_json(c) as text) from commitment c where name = :name";

    private static final String LIST =
            "select cast(to_json(c) as text) from commitment c where name > :after order by name limit :most";

    private static final String ALL = "select cast(to_json(c) as text) from commitment c";

    private static final String OPEN =
            """
            select cast(to_json(c) as text) from commitment c
            where accrued_to < cast(spec ->> 'to' as timestamptz)
                or exists (select 1 from commitment_share s where s.commitment = c.name and s.committed <> 0)
            order by name
            """;

    private static final String WRITE =
            """
            insert into commitment (name, version, spec, since, accrued_to, created_at, updated_at, updated_by)
            select :name, 1, cast(cast(:spec as text) as jsonb), cast(cast(:since as text) as timestamptz),
                cast(cast(:since as text) as timestamptz), t, t, cast(:who as text)
            from (select cast(cast(:now as text) as timestamptz) as t) clock
            on conflict (name) do update set version = commitment.version + 1, spec = excluded.spec,
                updated_at = excluded.updated_at, updated_by = excluded.updated_by
            returning cast(to_json(commitment) as text)
            """;

    private static final String ACCRUED =
            "update commitment set accrued_to = cast(cast(:to as text) as timestamptz) where name = :name";

    private static final String USES =
            """
            select cast(json_build_object('since', since, 'used', used) as text) from commitment_use
            where name = :name and since >= coalesce((select max(since) from commitment_use
                where name = :name and since <= cast(cast(:from as text) as timestamptz)), '-infinity')
            order by since
            """;

    private CommitmentRows() {}

    static Uni<Optional<CommitmentRow>> find(Mutiny.Session session, String name) {
        return Rows.documents(session, FIND, Map.of("name", name))
                .map(rows -> rows.stream().map(CommitmentRow::of).findFirst());
    }

    static Uni<List<CommitmentRow>> list(Mutiny.Session session, PageQuery page) {
        return all(session, LIST, Map.of("after", page.after().orElse(""), "most", page.fetch()));
    }

    /// Those that something may still be charged for.
    static Uni<List<CommitmentRow>> open(Mutiny.Session session) {
        return all(session, OPEN, Map.of());
    }

    static Uni<List<CommitmentRow>> all(Mutiny.Session session) {
        return all(session, ALL, Map.of());
    }

    private static Uni<List<CommitmentRow>> all(
            Mutiny.Session session, String sql, Map<String, Object> parameters) {
        return Rows.documents(session, sql, parameters)
                .map(rows -> rows.stream().map(CommitmentRow::of).toList());
    }

    /// What of its fee was used, from the use that held at an instant on.
    static Uni<List<CommitmentFee.Use>> uses(Mutiny.Session session, String name, Instant from) {
        return Rows.documents(session, USES, Map.of("name", name, "from", from.toString()))
                .map(rows -> rows.stream().map(CommitmentRows::use).toList());
    }

    private static CommitmentFee.Use use(JsonNode row) {
        return new CommitmentFee.Use(
                Rows.instant(row.get("since")), new Money(row.get("used").asLong()));
    }

    static Uni<CommitmentRow> write(
            Mutiny.Session session, String name, CommitmentSpec spec, String who, Instant now) {
        Instant since = spec.from().isBefore(now) ? now : spec.from();
        Map<String, Object> values = new HashMap<>();
        values.put("name", name);
        values.put("spec", Rows.json(spec));
        values.put("since", since.toString());
        values.put("who", who);
        values.put("now", now.toString());
        return Rows.documents(session, WRITE, values).map(r -> CommitmentRow.of(r.getFirst()));
    }

    static Uni<Void> accrued(Mutiny.Session session, String name, Instant to) {
        return Rows.execute(session, ACCRUED, Map.of("name", name, "to", to.toString()))
                .replaceWithVoid();
    }

    static Uni<Void> delete(Mutiny.Session session, String name) {
        Map<String, String> which = Map.of("name", name);
        return Rows.execute(session, "delete from commitment_share where commitment = :name", which)
                .chain(
                        () ->
                                Rows.execute(
                                        session,
                                        "delete from commitment_use where name = :name",
                                        which))
                .chain(
                        () ->
                                Rows.execute(
                                        session,
                                        "delete from commitment where name = :name",
                                        which))
                .replaceWithVoid();
    }
}
