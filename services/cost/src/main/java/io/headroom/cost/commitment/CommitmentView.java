package io.headroom.cost.commitment;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.CommitmentKind;
import io.headroom.contracts.price.CommitmentSpec;

/// A commitment as the API shows it.
///
/// @param since from when it counts here: its begin, or its declaration if that was later
/// @param chargedTo up to when its fee is in the ledger
record CommitmentView(
        String name,
        long version,
        CommitmentKind kind,
        ProviderKind provider,
        @Nullable String region,
        @Nullable String zone,
        @Nullable String instanceType,
        @Nullable String family,
        @Nullable Integer nodes,
        Money perHour,
        @Nullable Integer discountPercent,
        Instant from,
        Instant to,
        @Nullable String tenant,
        @Nullable String environment,
        @Nullable Map<String, String> labels,
        Instant since,
        Instant chargedTo,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy) {

    static CommitmentView of(CommitmentRow row) {
        CommitmentSpec spec = row.spec();
        return new CommitmentView(
                row.name(),
                row.version(),
                spec.kind(),
                spec.provider(),
                spec.region(),
                spec.zone(),
                spec.instanceType(),
                spec.family(),
                spec.nodes(),
                spec.perHour(),
                spec.discountPercent(),
                spec.from(),
                spec.to(),
                spec.tenant(),
                spec.environment(),
                spec.labels(),
                row.since(),
                row.accruedTo(),
                row.createdAt(),
                row.updatedAt(),
                row.updatedBy());
    }
}
