package io.headroom.provisioning.node;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.store.Json;
import io.headroom.provisioning.store.Rows;

/// Launch attempts: written before the call, settled by its outcome.
@Singleton
final class Attempts {

    private static final String INSERT =
            """
            insert into launch_attempt (node, number, token, zone, request, created_at)
            select cast(node as uuid), number, token, zone, request, at
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(node text, number integer, token text, zone text, request text, at timestamptz)
            on conflict do nothing
            """;
    private static final String INSERT_TOKENS =
            """
            insert into join_token (node, hash)
            select cast(node as uuid), hash from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node text, hash text)
            on conflict do nothing
            """;

    /// A one-time token as it is kept.
    record TokenHash(NodeId node, String hash) {}

    Uni<Void> add(Mutiny.Session session, List<LaunchAttempt> attempts, List<TokenHash> tokens) {
        String rows =
                attempts.stream()
                        .map(
                                a ->
                                        Json.write(
                                                Map.of(
                                                        "node", a.node().toString(),
                                                        "number", a.number(),
                                                        "token", a.token(),
                                                        "zone", a.zone(),
                                                        "request", Json.write(a),
                                                        "at", a.at())))
                        .collect(Collectors.joining(",", "[", "]"));
        String hashes = tokens.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        return Rows.execute(session, INSERT, Map.of("rows", rows))
                .chain(() -> Rows.execute(session, INSERT_TOKENS, Map.of("rows", hashes)))
                .replaceWithVoid();
    }

    /// Attempts whose node is paid for and whose outcome nobody knows yet.
    Uni<List<LaunchAttempt>> open(Mutiny.Session session) {
        return Rows.texts(
                        session,
                        "select a.request from launch_attempt a join node n on n.id = a.node"
                                + " where a.outcome is null and a.request is not null"
                                + " and n.state = 'LAUNCHING' order by a.created_at, a.node",
                        Map.of())
                .map(rows -> rows.stream().map(r -> Json.read(r, LaunchAttempt.class)).toList());
    }

    /// The outcome is known: the request, and the token in it, is no longer kept.
    Uni<Void> settle(
            Mutiny.Session session,
            LaunchAttempt attempt,
            String outcome,
            String detail,
            Instant at) {
        return Rows.execute(
                        session,
                        "update launch_attempt set outcome = :outcome, detail = :detail, settled_at = :at,"
                                + " request = null where node = :node and number = :number"
                                + " and outcome is null",
                        Map.of(
                                "outcome", outcome,
                                "detail", detail,
                                "at", at,
                                "node", attempt.node().value(),
                                "number", attempt.number()))
                .replaceWithVoid();
    }

    /// A join token of a node: its hash, and the key that used it.
    record Token(String hash, Optional<String> usedBy) {}

    private record TokenLine(String hash, String usedBy) {}

    Uni<Optional<Token>> token(Mutiny.Session session, NodeId node) {
        return Rows.list(
                        session,
                        "select hash, coalesce(used_by, '') as \"usedBy\" from join_token where node = :node",
                        Map.of("node", node.value()),
                        TokenLine.class)
                .map(
                        lines ->
                                lines.stream()
                                        .map(
                                                l ->
                                                        new Token(
                                                                l.hash(),
                                                                Optional.of(l.usedBy())
                                                                        .filter(u -> !u.isEmpty())))
                                        .findFirst());
    }

    Uni<Void> use(Mutiny.Session session, NodeId node, String publicKey) {
        return Rows.execute(
                        session,
                        "update join_token set used_by = :key where node = :node and used_by is null",
                        Map.of("key", publicKey, "node", node.value()))
                .replaceWithVoid();
    }

    static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            token.getBytes(
                                                    java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
