package io.headroom.cli.bench.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Many workloads at once: when the first and the last machine is bought for them, how much is bought, and for how much.
final class Burst {
    /// Machines of one, four and eight L4; the larger, the dearer is each of its GPUs.
    private static final List<String> MACHINES = List.of("g6.xlarge", "g6.12xlarge", "g6.48xlarge");

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /// The order of arrival is mixed, and the same in each run.
    private static final long SEED = 1;

    private final Running system;

    Burst(Running system) {
        this.system = system;
    }

    /// @param workloads how many there are of each size, in GPUs
    ObjectNode measure(String lane, SequencedMap<Integer, Integer> workloads)
            throws InterruptedException {
        system.declareLane(lane, MACHINES);
        long before = system.live("running");
        LaunchCalls calls = LaunchCalls.since(system, lane);
        double own = system.ownCpuSeconds();
        double providers = system.providersCpuSeconds();
        Instant start = system.now();
        Submitter.Outcome outcome = new Submitter(system.api(), lane).burst(mixed(workloads));
        boolean settled =
                calls.awaitThat(
                        PATIENCE,
                        () -> system.live("running") >= before + outcome.accepted().size());
        Instant end = system.now();
        ObjectNode result = Running.object();
        result.put("submitted", outcome.sent()).put("accepted", outcome.accepted().size());
        result.put("acceptedPerSecond", Steady.round(outcome.acceptedPerSecond()));
        result.put("running", system.live("running") - before).put("allRun", settled);
        result.put("settledSeconds", seconds(start, end));
        result.put("cpuSeconds", Steady.round(system.ownCpuSeconds() - own));
        result.put("providersCpuSeconds", Steady.round(system.providersCpuSeconds() - providers));
        bought(result, start, calls.launches(), workloads);
        return result;
    }

    private void bought(
            ObjectNode result,
            Instant start,
            List<LaunchCalls.Launch> launches,
            Map<Integer, Integer> workloads) {
        Map<String, CheapestFleet.Machine> offers = offers();
        int gpus = 0;
        double perHour = 0;
        Map<String, Integer> byType = new HashMap<>();
        for (LaunchCalls.Launch launch : launches) {
            CheapestFleet.Machine machine = offers.get(launch.type());
            if (machine == null) {
                throw new IllegalStateException(launch.type() + " was not on offer");
            }
            gpus += machine.gpus();
            perHour += machine.perHour();
            byType.merge(launch.type(), 1, Integer::sum);
        }
        if (!launches.isEmpty()) {
            result.put("firstLaunchSeconds", seconds(start, launches.getFirst().at()));
            result.put("lastLaunchSeconds", seconds(start, launches.getLast().at()));
        }
        double cheapest = CheapestFleet.perHour(workloads, List.copyOf(offers.values()));
        ObjectNode machines = result.putObject("machines");
        MACHINES.forEach(type -> machines.put(type, byType.getOrDefault(type, 0)));
        result.put(
                "gpusWanted",
                workloads.entrySet().stream().mapToInt(e -> e.getKey() * e.getValue()).sum());
        result.put("gpusBought", gpus);
        result.put("dollarsPerHour", Steady.round(perHour));
        result.put("cheapestDollarsPerHour", Steady.round(cheapest));
        result.put("timesTheCheapest", Steady.round(perHour / cheapest));
    }

    /// What the provider charges, from its own catalogue.
    private Map<String, CheapestFleet.Machine> offers() {
        Map<String, CheapestFleet.Machine> offers = new HashMap<>();
        for (JsonNode type : system.simulator().catalogue().findParents("gpuModel")) {
            String name = type.path("name").asText();
            if (MACHINES.contains(name)) {
                offers.put(
                        name,
                        new CheapestFleet.Machine(
                                type.path("gpus").asInt(), type.path("hourly").asDouble()));
            }
        }
        return offers;
    }

    private static List<Integer> mixed(Map<Integer, Integer> workloads) {
        List<Integer> gpus = new ArrayList<>();
        workloads.forEach((size, count) -> gpus.addAll(Collections.nCopies(count, size)));
        Collections.shuffle(gpus, new Random(SEED));
        return gpus;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
