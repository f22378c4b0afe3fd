package io.headroom.provisioning.join;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;

/// The one-time tokens that nodes' agents join with: only their hashes are kept.
@Singleton
public final class JoinTokens {

    private static final String INSERT =
            """
            insert into join_token (node, hash)
            select cast(node as uuid), hash from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node text, hash text)
            on conflict do nothing
            """;

    /// A one-time token as it is kept.
    public record TokenHash(NodeId node, String hash) {}

    private final Commits commits;

    @Inject
    JoinTokens(Commits commits) {
        this.commits = commits;
    }

    public Uni<Void> add(Mutiny.Session session, List<TokenHash> tokens) {
        return commits.before(session, INSERT, tokens);
    }

    /// Uses a node's token with an agent's key; whether it is right and was not used with another.
    Uni<Boolean> use(Mutiny.Session session, NodeId node, String token, String publicKey) {
        return Rows.execute(
                        session,
                        "update join_token set used_by = :key where node = :node and hash = :hash"
                                + " and (used_by is null or used_by = :key)",
                        Map.of("key", publicKey, "node", node.value(), "hash", hash(token)))
                .map(used -> used == 1);
    }

    /// Another token for a node whose first one nobody has used; whether there was such a node.
    Uni<Boolean> renew(Mutiny.Session session, TokenHash token) {
        return Rows.execute(
                        session,
                        "update join_token set hash = :hash where node = :node and used_by is null",
                        Map.of("node", token.node().value(), "hash", token.hash()))
                .map(renewed -> renewed == 1);
    }

    static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
