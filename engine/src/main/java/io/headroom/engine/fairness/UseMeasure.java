package io.headroom.engine.fairness;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.tenant.UseSpec;
import io.headroom.contracts.tenant.UseUnit;

/// How what tenants have used lately counts.
///
/// @param halfLife after which use counts half: at half of it a tenant that was busy yesterday is forgiven today, at twice of it a
///     burst is held against it for a month
/// @param in what use is counted in
public record UseMeasure(Duration halfLife, UseUnit in) {

    public static final UseMeasure USUAL = new UseMeasure(Duration.ofDays(7), UseUnit.GPU_HOURS);

    public UseMeasure {
        if (halfLife.toMillis() <= 0) {
            throw new IllegalArgumentException("the half-life is nothing: " + halfLife);
        }
    }

    /// This one, but for what a tree says of itself.
    public UseMeasure with(@Nullable UseSpec own) {
        if (own == null) {
            return this;
        }
        return new UseMeasure(
                own.halfLife() == null ? halfLife : own.halfLife(),
                own.measuredIn() == null ? in : own.measuredIn());
    }
}
