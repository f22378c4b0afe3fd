package io.headroom.placement.secret;

import java.util.LinkedHashMap;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.WorkloadSpec;

/// The values of secrets, for the moment in which they are told to a node.
@Singleton
public final class KnownSecrets {

    private final SecretTable table;
    private final Vault vault;

    @Inject
    KnownSecrets(SecretTable table, Vault vault) {
        this.table = table;
        this.vault = vault;
    }

    /// What a workload may know, by name: of what it asks for, all that is there.
    public Uni<Map<String, String>> of(Mutiny.Session session, WorkloadSpec spec) {
        return table.named(session, spec)
                .map(
                        rows -> {
                            Map<String, String> values = new LinkedHashMap<>();
                            rows.forEach(
                                    row ->
                                            values.put(
                                                    row.name(),
                                                    vault.open(row.id().about(), row.kept())));
                            return values;
                        });
    }
}
