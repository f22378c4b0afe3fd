package io.headroom.cli.bench.system;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// How many workloads a second are accepted for good, while nothing can be bought for them: answered is committed.
final class Acceptance {
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final Running system;

    Acceptance(Running system) {
        this.system = system;
    }

    /// @param clients how many submit at once, each the next after the answer to the one before
    ObjectNode measure(String lane, int clients, Duration time) {
        system.declareLane(lane, List.of());
        Submitter submitter = new Submitter(system.api(), lane);
        var _ = submitter.closedLoop(clients, WARM_UP);
        double cpu = system.ownCpuSeconds();
        Submitter.Outcome outcome = submitter.closedLoop(clients, time);
        ObjectNode result = Running.object();
        result.put("clients", clients).put("accepted", outcome.accepted().size());
        outcome.refused().stream().distinct().limit(3).forEach(result.putArray("refused")::add);
        result.put("acceptedPerSecond", Steady.round(outcome.acceptedPerSecond()));
        Steady.put(result.putObject("acceptMillis"), outcome.millis());
        result.put("cpuSeconds", Steady.round(system.ownCpuSeconds() - cpu));
        return result;
    }
}
