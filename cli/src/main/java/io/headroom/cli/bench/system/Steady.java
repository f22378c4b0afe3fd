package io.headroom.cli.bench.system;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.replay.fleet.score.FleetOutcome.Percentiles;

/// A steady stream of workloads, each of which needs a machine of its own: how long until the provider is called for it.
final class Steady {
    private static final String MACHINE = "g6.xlarge";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NAMED = 20;

    private final Running system;

    Steady(Running system) {
        this.system = system;
    }

    /// @param lane of its own, so that nothing left over serves it
    ObjectNode measure(String lane, int perSecond, int seconds) throws InterruptedException {
        system.declareLane(lane, List.of(MACHINE));
        LaunchCalls calls = LaunchCalls.since(system, lane);
        Submitter.Outcome outcome =
                new Submitter(system.api(), lane).atRate(perSecond, perSecond * seconds);
        calls.await(outcome.accepted().size(), PATIENCE);
        LaunchLatency latency = LaunchLatency.of(outcome.accepted(), calls.launches());
        ObjectNode result = Running.object();
        result.put("perSecond", perSecond).put("seconds", seconds);
        result.put("submitted", outcome.sent()).put("accepted", outcome.accepted().size());
        outcome.refused().stream().distinct().limit(3).forEach(result.putArray("refused")::add);
        put(result.putObject("acceptMillis"), outcome.millis());
        put(result.putObject("acceptedToLaunchMillis"), latency.millis());
        result.put("launched", latency.millis().size());
        result.put("neverLaunched", latency.neverLaunched().size());
        latency.neverLaunched().stream()
                .limit(NAMED)
                .forEach(result.putArray("neverLaunchedIds")::add);
        result.put("boughtBeyond", latency.surplus());
        return result;
    }

    static void put(ObjectNode into, List<Double> values) {
        Percentiles percentiles = Percentiles.of(values);
        into.put("p50", round(percentiles.p50())).put("p95", round(percentiles.p95()));
        into.put("p99", round(percentiles.p99()));
    }

    static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
