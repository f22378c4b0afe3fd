package io.headroom.cost.commitment;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.headroom.contracts.price.CommitmentSpec;

/// A commitment as the API shows it.
///
/// @param spec as declared, its fields beside the others
/// @param since from when it counts here: its begin, or its declaration if that was later
/// @param chargedTo up to when its fee is in the ledger
record CommitmentView(
        String name,
        long version,
        @JsonUnwrapped CommitmentSpec spec,
        Instant since,
        Instant chargedTo,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy) {

    static CommitmentView of(CommitmentRow row) {
        return new CommitmentView(
                row.name(),
                row.version(),
                row.spec(),
                row.since(),
                row.accruedTo(),
                row.createdAt(),
                row.updatedAt(),
                row.updatedBy());
    }
}
