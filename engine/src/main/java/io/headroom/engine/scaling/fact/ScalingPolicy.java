package io.headroom.engine.scaling.fact;

import java.time.Duration;

/// How scaling weighs waiting against spending.
///
/// @param waiting what an hour's wait for one GPU is worth, by class. It sets the quantile that is bought ahead of; at twice it more is
///     bought early, at half of it less
/// @param keepIdle how long an idle node is kept at least: shorter gives back what is bought again
///     minutes later, longer pays for nothing
/// @param buyAhead whether forecasts are bought ahead of at all
/// @param maxPurchases purchases a plan makes at most: bounds one transaction
/// @param forecastTenant who pays for what is bought ahead
/// @param maxAheadGpus GPUs bought ahead in one lane at most: a sanity bound on any forecast
/// @param consolidation whether work is moved so that nodes may go
public record ScalingPolicy(
        WaitingCost waiting,
        Duration keepIdle,
        boolean buyAhead,
        int maxPurchases,
        String forecastTenant,
        String forecastEnvironment,
        int maxAheadGpus,
        Consolidation consolidation) {

    /// One that moves nothing.
    public ScalingPolicy(
            WaitingCost waiting,
            Duration keepIdle,
            boolean buyAhead,
            int maxPurchases,
            String forecastTenant,
            String forecastEnvironment,
            int maxAheadGpus) {
        this(
                waiting,
                keepIdle,
                buyAhead,
                maxPurchases,
                forecastTenant,
                forecastEnvironment,
                maxAheadGpus,
                Consolidation.OFF);
    }

    public static final ScalingPolicy DEFAULTS =
            new ScalingPolicy(
                    new WaitingCost(6),
                    Duration.ofMinutes(5),
                    true,
                    2000,
                    "default",
                    "default",
                    256);

    /// The same where an hour's wait of online inference is worth so many dollars.
    public ScalingPolicy waitingCosts(double perGpuHour) {
        return new ScalingPolicy(
                waiting.at(perGpuHour),
                keepIdle,
                buyAhead,
                maxPurchases,
                forecastTenant,
                forecastEnvironment,
                maxAheadGpus,
                consolidation);
    }

    /// The same where nodes are emptied so.
    public ScalingPolicy consolidating(Consolidation other) {
        return new ScalingPolicy(
                waiting,
                keepIdle,
                buyAhead,
                maxPurchases,
                forecastTenant,
                forecastEnvironment,
                maxAheadGpus,
                other);
    }
}
