package io.headroom.engine.fairness;

import java.time.Duration;
import java.time.Instant;

/// What a tenant itself has used of GPUs, older use counting less: half of it each half-life.
///
/// @param gpuHours as they counted at that instant
public record PastUse(String tenant, double gpuHours, Instant at) {

    public PastUse {
        if (!(gpuHours >= 0) || Double.isInfinite(gpuHours)) {
            throw new IllegalArgumentException(tenant + " has used " + gpuHours + " GPU-hours");
        }
    }

    /// What is left of it at a later instant.
    public double gpuHoursAt(Instant now, Duration halfLife) {
        double halvings =
                Math.max(0, Duration.between(at, now).toMillis()) / (double) halfLife.toMillis();
        return gpuHours * Math.pow(0.5, halvings);
    }

    /// With this many GPUs held ever since, as it counts at the later instant. What was used in the meantime has faded a little,
    /// too.
    public PastUse holding(double gpus, Instant now, Duration halfLife) {
        double hours = Math.max(0, Duration.between(at, now).toMillis()) / 3_600_000.0;
        double halfLifeHours = halfLife.toMillis() / 3_600_000.0;
        double fresh =
                gpus * halfLifeHours / Math.log(2) * (1 - Math.pow(0.5, hours / halfLifeHours));
        return new PastUse(tenant, gpuHoursAt(now, halfLife) + fresh, now);
    }

    /// The use at which a tenant that always held this many GPUs would level off.
    public static double level(double gpus, Duration halfLife) {
        return gpus * halfLife.toMillis() / 3_600_000.0 / Math.log(2);
    }
}
