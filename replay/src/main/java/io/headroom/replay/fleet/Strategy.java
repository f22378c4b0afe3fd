package io.headroom.replay.fleet;

import java.time.Duration;

import io.headroom.engine.scaling.ScalingPolicy;

/// How an autoscaler goes about it.
///
/// @param batchIdle buys once nothing new was missing for so long; zero buys at once
/// @param batchMost but waits no longer than this
/// @param shortageMemory how long an offer that could not be had is left alone
/// @param heedsBudget whether it asks for money before it buys
public record Strategy(
        String name,
        ScalingPolicy scaling,
        Duration batchIdle,
        Duration batchMost,
        Duration shortageMemory,
        boolean heedsBudget) {

    /// Headroom as it runs live.
    public static Strategy headroom() {
        return new Strategy(
                "headroom",
                ScalingPolicy.DEFAULTS,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(3),
                true);
    }

    /// A reactive autoscaler as Karpenter publishes its own behaviour: batches what is pending for
    /// 1 s of silence or 10 s at most, gives back what is empty (here after 30 s), forgets a
    /// shortage after 3 minutes, knows no forecast and no dollars.
    public static Strategy reactive() {
        ScalingPolicy usual = ScalingPolicy.DEFAULTS;
        return new Strategy(
                "reactive",
                new ScalingPolicy(
                        usual.waitingCostPerGpuHour(),
                        Duration.ofSeconds(30),
                        false,
                        usual.maxPurchases(),
                        usual.forecastTenant(),
                        usual.forecastEnvironment(),
                        usual.maxAheadGpus()),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(3),
                false);
    }
}
