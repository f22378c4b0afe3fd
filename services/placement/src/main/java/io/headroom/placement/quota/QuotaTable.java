package io.headroom.placement.quota;

import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.placement.sql.Declared;
import io.headroom.placement.sql.DeclaredTable;

/// The declared quotas.
@Singleton
public final class QuotaTable {

    private static final int MOST = 10_000;

    final DeclaredTable<QuotaSpec> table = new DeclaredTable<>("quota", QuotaSpec.class);

    public Uni<List<Declared<QuotaSpec>>> all(Mutiny.Session session) {
        return table.page(session, "", MOST);
    }
}
