package io.headroom.cli.bench;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.SimulatorClient;
import io.headroom.cli.up.ClassCaches;
import io.headroom.cli.up.LocalRun;
import io.headroom.cli.up.ProcessTable;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Home;
import io.headroom.local.Ports;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.local.process.ProcessFacts;
import io.headroom.replay.fleet.FleetOutcome.Percentiles;

/// `headroom bench system`: a system of its own, with providers that answer at once; how fast it is ready, how much memory it takes, and how
/// long it takes from "accepted" to the launch call.
@Command(
        name = "system",
        description = "Measure a running system: start, memory, accepted -> launch call.",
        mixinStandardHelpOptions = true)
public final class BenchSystemCommand implements Callable<Integer> {
    private static final int WARM_UP_SECONDS = 5;

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Workloads a second (${DEFAULT-VALUE}).")
    private int rate = 50;

    @Option(names = "--seconds", paramLabel = "N", description = "For how long (${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(
            names = "--json",
            description = "Print one object, and nothing else to standard output.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        Path project = HomeOption.requireProject();
        Home own = new Home(home.home().root().resolve("bench"), home.home().tools());
        Clock clock = Clock.systemUTC();
        Instant begun = clock.instant();
        ObjectNode result;
        try (LocalRun run =
                LocalRun.start(
                        own,
                        project,
                        Ports.DEFAULT_BASE + 200,
                        begun,
                        1,
                        ClassCaches.USED,
                        line -> say(progress, line),
                        progress)) {
            double ready = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
            String token = OwnerOnly.read(own.operatorToken()).strip();
            URI url = URI.create(run.url());
            SystemLoad load =
                    new SystemLoad(new ApiClient(url, token), new SimulatorClient(url, token));
            load.declare();
            say(progress, "warming up");
            var _ = load.run(Math.max(1, rate / 5), WARM_UP_SECONDS);
            say(progress, rate + " workloads a second for " + seconds + " s");
            result = result(ready, load.run(rate, seconds), resident(own));
        }
        if (json) {
            out.println(result);
        } else {
            result.properties()
                    .forEach(e -> out.printf(Locale.ROOT, "%-28s %s%n", e.getKey(), e.getValue()));
        }
        out.flush();
        return 0;
    }

    private static ObjectNode result(double ready, SystemLoad.Result load, long resident) {
        Percentiles millis = Percentiles.of(load.millis());
        ObjectNode result = HeadroomJson.mapper().createObjectNode();
        result.put("readySeconds", ready).put("residentMiB", resident);
        result.put("submitted", load.submitted()).put("accepted", load.accepted());
        result.put("acceptedPerSecond", load.acceptedPerSecond());
        result.put("launched", load.millis().size());
        ObjectNode latency = result.putObject("acceptedToLaunchMillis");
        latency.put("p50", millis.p50()).put("p95", millis.p95()).put("p99", millis.p99());
        return result;
    }

    private static long resident(Home home) {
        List<ProcessTable.Entry> entries =
                ProcessTable.read(home).map(ProcessTable::processes).orElse(List.of());
        return entries.stream().mapToLong(e -> ProcessFacts.residentMib(e.pid())).sum();
    }

    private static void say(PrintWriter out, String line) {
        out.println("  " + line);
        out.flush();
    }
}
