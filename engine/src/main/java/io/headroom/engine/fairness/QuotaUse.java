package io.headroom.engine.fairness;

import java.time.Instant;

/// A limit on GPU-hours over a period, and how far it is used up.
///
/// @param tenant whose use it limits, that of the tenants below it included
/// @param usedGpuHours in the period so far
/// @param committedGpuHours what those that run are thought to use until the period ends
/// @param ends when the period ends, and the next begins with nothing used
public record QuotaUse(
        String name,
        String tenant,
        double gpuHours,
        double usedGpuHours,
        double committedGpuHours,
        Instant ends) {

    public QuotaUse {
        if (!(gpuHours >= 0) || !(usedGpuHours >= 0) || !(committedGpuHours >= 0)) {
            throw new IllegalArgumentException("quota " + name + " counts below nothing");
        }
    }

    double left() {
        return gpuHours - usedGpuHours - committedGpuHours;
    }
}
