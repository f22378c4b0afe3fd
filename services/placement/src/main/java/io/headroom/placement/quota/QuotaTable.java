package io.headroom.placement.quota;

import jakarta.inject.Singleton;

import io.headroom.contracts.tenant.QuotaSpec;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.sql.DeclaredTable;

/// The declared quotas.
@Singleton
public final class QuotaTable {

    final DeclaredTable<QuotaSpec> table = new DeclaredTable<>("quota", QuotaSpec.class);

    /// The query for all of them, each as one line.
    public String lines() {
        return table.lines();
    }

    public Declared<QuotaSpec> read(String line) {
        return table.read(line);
    }
}
