package io.headroom.provisioning.provider.redfish;

import java.util.Map;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.node.NodeId;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;

/// Claims as rows.
@Singleton
final class StoredClaims implements Claims {

    private final Transactions transactions;

    @Inject
    StoredClaims(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Claim> find(String system) {
        return transactions
                .asService(
                        session ->
                                Rows.text(
                                        session,
                                        Rows.lines(
                                                "select node, at from machine_claim where system = :system"),
                                        Map.of("system", system)))
                .await()
                .indefinitely()
                .map(line -> Rows.read(line, Claim.class));
    }

    @Override
    public void put(String system, Claim claim) {
        change(
                "insert into machine_claim (system, node, at) values (:system, :node, :at)"
                        + " on conflict (system) do update set node = excluded.node, at = excluded.at",
                Map.of("system", system, "node", claim.node().value(), "at", claim.at()));
    }

    @Override
    public void drop(String system, NodeId node) {
        change(
                "delete from machine_claim where system = :system and node = :node",
                Map.of("system", system, "node", node.value()));
    }

    private void change(String sql, Map<String, ?> parameters) {
        Uni<Integer> done =
                transactions.asService(session -> Rows.execute(session, sql, parameters));
        int _ = done.await().indefinitely();
    }
}
