package io.headroom.provisioning.pool;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;

/// A declared pool as it is kept.
///
/// @param templates what its nodes look like
/// @param trouble why it may not be bought from until `troubleUntil`
public record PoolRow(
        String name,
        long version,
        PoolSpec spec,
        List<NodeTemplate> templates,
        Instant createdAt,
        @Nullable String trouble,
        @Nullable Instant troubleUntil) {

    public boolean isTroubled(Instant now) {
        return troubleUntil != null && now.isBefore(troubleUntil);
    }
}
