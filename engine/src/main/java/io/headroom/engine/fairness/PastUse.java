package io.headroom.engine.fairness;

import java.time.Duration;
import java.time.Instant;

/// What a tenant itself has used of GPUs, older use counting less: half of it each half-life of its tree.
///
/// @param gpuHours as they counted at that instant
/// @param dollars what they cost, counted alike
public record PastUse(String tenant, double gpuHours, double dollars, Instant at) {

    public PastUse {
        if (!isAmount(gpuHours) || !isAmount(dollars)) {
            throw new IllegalArgumentException(
                    tenant + " has used " + gpuHours + " GPU-hours for " + dollars + " dollars");
        }
    }

    private static boolean isAmount(double use) {
        return use >= 0 && Double.isFinite(use);
    }

    /// What is left of it at a later instant.
    public PastUse at(Instant now, Duration halfLife) {
        double halvings =
                Math.max(0, Duration.between(at, now).toMillis()) / (double) halfLife.toMillis();
        double counts = Math.pow(0.5, halvings);
        return new PastUse(tenant, gpuHours * counts, dollars * counts, now);
    }

    /// The use at which a tenant that always held this many GPUs would level off.
    static double level(double gpus, Duration halfLife) {
        return gpus * halfLife.toMillis() / 3_600_000.0 / Math.log(2);
    }
}
