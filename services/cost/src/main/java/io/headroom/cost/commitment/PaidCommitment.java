package io.headroom.cost.commitment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.price.CommitmentSpec;

/// A commitment as a bill shows it.
public record PaidCommitment(String name, CommitmentSpec spec) {

    /// All of them, by the id under which the ledger has their fees.
    public static Uni<Map<UUID, PaidCommitment>> all(Mutiny.Session session) {
        return CommitmentRows.all(session).map(PaidCommitment::byFee);
    }

    private static Map<UUID, PaidCommitment> byFee(List<CommitmentRow> rows) {
        Map<UUID, PaidCommitment> all = new LinkedHashMap<>();
        rows.forEach(r -> all.put(r.ledgerId().value(), new PaidCommitment(r.name(), r.spec())));
        return all;
    }
}
