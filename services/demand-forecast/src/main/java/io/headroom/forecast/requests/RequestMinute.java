package io.headroom.forecast.requests;

import java.time.Instant;

/// A minute of a service: of the workloads of one tenant, environment and name in a series.
///
/// @param perSecond requests in a second, of `replicas` of them
/// @param asked GPUs that its workloads ask for
/// @param gpus GPUs that its requests need
public record RequestMinute(
        String series,
        String tenant,
        String environment,
        String service,
        Instant at,
        String workloadClass,
        String shape,
        double perSecond,
        int replicas,
        double asked,
        double gpus) {

    /// GPUs that its requests need beyond what is asked for.
    public double above() {
        return Math.max(0, gpus - asked);
    }
}
