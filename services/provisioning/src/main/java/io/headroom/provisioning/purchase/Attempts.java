package io.headroom.provisioning.purchase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;
import io.headroom.provisioning.provider.LaunchAttempt;

/// Launch attempts: written before the call, settled by its outcome.
@Singleton
public final class Attempts {

    private static final String INSERT =
            """
            insert into launch_attempt (node, number, token, zone, request, created_at)
            select cast(node as uuid), number, token, zone, request, at
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(node text, number integer, token text, zone text, request text, at timestamptz)
            on conflict do nothing
            """;
    private static final String SETTLE =
            """
            update launch_attempt a set outcome = case when a.number = r.number then r.outcome else 'not-needed' end,
                detail = case when a.number = r.number then r.detail else '' end, settled_at = cast(:at as timestamptz),
                request = null
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(node text, number integer, outcome text, detail text, last boolean)
            where a.node = cast(r.node as uuid) and a.outcome is null
                and (a.number = r.number or (r.last and a.number > r.number))
            """;

    private final Commits commits;

    @Inject
    public Attempts(Commits commits) {
        this.commits = commits;
    }

    public Uni<Void> add(Mutiny.Session session, List<LaunchAttempt> attempts) {
        List<Map<String, Object>> rows =
                attempts.stream()
                        .map(
                                a ->
                                        Map.<String, Object>of(
                                                "node", a.node().toString(),
                                                "number", a.number(),
                                                "token", a.token(),
                                                "zone", a.zone(),
                                                "request", Rows.json(a),
                                                "at", a.at()))
                        .toList();
        return commits.before(session, INSERT, rows);
    }

    /// Attempts whose node is paid for and whose outcome nobody knows yet.
    public Uni<List<LaunchAttempt>> open(Mutiny.Session session) {
        return Rows.texts(
                        session,
                        "select a.request from launch_attempt a join node n on n.id = a.node"
                                + " where a.outcome is null and a.request is not null and n.state = 'LAUNCHING'"
                                + " and not exists (select 1 from launch_attempt b where b.node = a.node"
                                + " and b.number < a.number and b.outcome is null)"
                                + " order by a.created_at, a.node",
                        Map.of())
                .map(rows -> rows.stream().map(r -> Rows.read(r, LaunchAttempt.class)).toList());
    }

    /// The one that is written down to follow another, unless its purchase was dissolved.
    public Uni<Optional<LaunchAttempt>> next(Mutiny.Session session, LaunchAttempt refused) {
        return Rows.text(
                        session,
                        "select a.request from launch_attempt a join node n on n.id = a.node"
                                + " join purchase p on p.id = n.purchase and p.state <> 'dissolved'"
                                + " where a.node = :node and a.number > :number and a.outcome is null"
                                + " and a.request is not null order by a.number limit 1",
                        Map.of("node", refused.node().value(), "number", refused.number()))
                .map(row -> row.map(r -> Rows.read(r, LaunchAttempt.class)));
    }

    /// How an attempt ended.
    ///
    /// @param last whether what was written down to follow it is not needed
    public record Outcome(LaunchAttempt attempt, String outcome, String detail, boolean last) {}

    /// Outcomes are known: the requests, and the tokens in them, are no longer kept.
    public Uni<Void> settle(Mutiny.Session session, List<Outcome> outcomes, Instant at) {
        if (outcomes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String rows =
                outcomes.stream()
                        .map(
                                o ->
                                        Rows.json(
                                                Map.of(
                                                        "node", o.attempt().node().toString(),
                                                        "number", o.attempt().number(),
                                                        "outcome", o.outcome(),
                                                        "detail", o.detail(),
                                                        "last", o.last())))
                        .collect(Collectors.joining(",", "[", "]"));
        return commits.before(session, SETTLE, Map.of("rows", rows, "at", at));
    }
}
