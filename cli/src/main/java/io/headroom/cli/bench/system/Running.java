package io.headroom.cli.bench.system;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.SimulatorClient;
import io.headroom.cli.up.ClassCaches;
import io.headroom.cli.up.LocalRun;
import io.headroom.cli.up.ProcessTable;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.local.process.ProcessFacts;

/// A system of its own that is measured, at real speed, over providers that answer at once and are never short.
final class Running implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String ZONE = "us-east-1a";

    private final Home home;
    private final LocalRun run;
    private final PrintWriter progress;
    private final ApiClient api;
    private final SimulatorClient simulator;
    private final double readySeconds;
    private final InstantSource real = Clock.systemUTC();

    private Running(Home home, LocalRun run, PrintWriter progress, double readySeconds) {
        this.home = home;
        this.run = run;
        this.progress = progress;
        this.readySeconds = readySeconds;
        String token = OwnerOnly.read(home.operatorToken()).strip();
        URI url = URI.create(run.url());
        this.api = new ApiClient(url, token);
        this.simulator = new SimulatorClient(url, token);
        machinesBootFor(Duration.ZERO);
    }

    static Running start(Home home, Path project, int port, PrintWriter progress)
            throws InterruptedException {
        InstantSource real = Clock.systemUTC();
        Instant begun = real.instant();
        LocalRun run =
                LocalRun.start(home, project, port, begun, 1, ClassCaches.USED, _ -> {}, progress);
        double ready = Duration.between(begun, real.instant()).toMillis() / 1000.0;
        try {
            return new Running(home, run, progress, ready);
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /// A lane with one pool of its own, of the same name, and of these machines alone.
    void declareLane(String lane, List<String> instanceTypes) {
        JsonNode _ = api.put("/lanes/" + lane, object());
        if (instanceTypes.isEmpty()) {
            return;
        }
        ObjectNode pool = object();
        pool.put("provider", "aws").put("region", "us-east-1").put("lane", lane).put("max", 20_000);
        pool.putArray("zones").add(ZONE);
        instanceTypes.forEach(pool.putArray("instanceTypes")::add);
        pool.putArray("capacityTypes").add("on-demand");
        JsonNode _ = api.put("/pools/" + lane, pool);
    }

    /// Providers answer at once all the same.
    void machinesBootFor(Duration boot) {
        simulator.answerAtOnce(boot);
    }

    ApiClient api() {
        return api;
    }

    SimulatorClient simulator() {
        return simulator;
    }

    double readySeconds() {
        return readySeconds;
    }

    Instant now() {
        return real.instant();
    }

    /// How many workloads are in a state that is not final.
    long live(String state) {
        return api.get("/queue").path("live").path(state).asLong();
    }

    /// Waits for something, at most so long; whether it came.
    boolean await(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        Instant until = real.instant().plus(atMost);
        while (!condition.getAsBoolean()) {
            if (real.instant().isAfter(until)) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
        return true;
    }

    long residentMib() {
        return processes().stream().mapToLong(e -> ProcessFacts.residentMib(e.pid())).sum();
    }

    /// What the processor did for Headroom and for what carries it, without the providers and their machines.
    double ownCpuSeconds() {
        return cpuSeconds(name -> !name.equals(LocalService.CLOUD_SIMULATOR.processName()));
    }

    double providersCpuSeconds() {
        return cpuSeconds(LocalService.CLOUD_SIMULATOR.processName()::equals);
    }

    private double cpuSeconds(Predicate<String> which) {
        return processes().stream()
                .filter(e -> which.test(e.name()))
                .mapToDouble(e -> ProcessFacts.cpuSeconds(e.pid()))
                .sum();
    }

    private List<ProcessTable.Entry> processes() {
        return ProcessTable.read(home).map(ProcessTable::processes).orElse(List.of());
    }

    void say(String line) {
        progress.println("  " + line);
        progress.flush();
    }

    static ObjectNode object() {
        return HeadroomJson.mapper().createObjectNode();
    }

    @Override
    public void close() {
        run.close();
    }
}
