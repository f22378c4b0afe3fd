package io.headroom.placement.quota;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.tenant.QuotaSpec;
import io.headroom.placement.sql.Declared;

/// A quota as the API shows it.
///
/// @param used GPU-hours of its present period, to a hundredth; absent outside of its period
public record QuotaView(
        String name,
        long version,
        Instant createdAt,
        @JsonUnwrapped QuotaSpec spec,
        @Nullable Double used) {

    static QuotaView of(Declared<QuotaSpec> quota, @Nullable Double hours) {
        return new QuotaView(
                quota.name(),
                quota.version(),
                quota.createdAt(),
                quota.spec(),
                hours == null ? null : Math.round(hours * 100) / 100.0);
    }
}
