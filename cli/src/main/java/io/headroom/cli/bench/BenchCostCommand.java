package io.headroom.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.SQLException;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.cli.api.ApiClient;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Home;
import io.headroom.local.Ports;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.replay.fleet.score.FleetOutcome.Percentiles;

/// `headroom bench cost`: how many leases a second are decided, how long one takes, and how long a large ledger is read.
@Command(
        name = "cost",
        description =
                "Measure the cost service with a PostgreSQL and a nats-server of its own: decisions on"
                        + " leases, and reading a large ledger.",
        mixinStandardHelpOptions = true)
public final class BenchCostCommand implements Callable<Integer> {
    private static final int BUDGETS = 100;
    private static final int MATCHING = 20;

    /// A server that has run for an hour compiles nothing any more; one that has run for a minute spends a tenth of a core on it.
    private static final double QUIET_COMPILER = 0.02;

    private static final int LOOK_SECONDS = 10;
    private static final int LONGEST_WARM_UP_SECONDS = 180;

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "Decisions at full speed (${DEFAULT-VALUE}).")
    private int requests = 20_000;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "Decisions before any is measured (${DEFAULT-VALUE}): the code of a service that runs for days is"
                            + " compiled. Then the load at the rate is lived through, at least twice as long as it is"
                            + " measured and until compilers take less than 2 %% of a core, for 3 minutes at most.")
    private int warmUp = 40_000;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Decisions a second for the latency (${DEFAULT-VALUE}).")
    private int rate = 500;

    @Option(names = "--seconds", paramLabel = "N", description = "For how long (${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows of the ledger, 5 GB for ten million (${DEFAULT-VALUE}).")
    private int rows = 10_000_000;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The first of eight ports (${DEFAULT-VALUE}).")
    private int port = Ports.DEFAULT_BASE + 300;

    @Option(
            names = "--json",
            description = "Print one object, and nothing else to standard output.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        Home own = new Home(home.home().root().resolve("bench-cost"), home.home().tools());
        ObjectNode result = HeadroomJson.mapper().createObjectNode();
        try (ServiceAlone cost =
                ServiceAlone.start(own, HomeOption.requireProject(), new Ports(port))) {
            String token = OwnerOnly.read(cost.operatorToken()).strip();
            ApiClient api = new ApiClient(URI.create(cost.url()), token);
            declare(api);
            decide(cost, result, progress);
            say(progress, rows + " rows of the ledger are being made");
            long begun = System.nanoTime();
            LedgerRows.fill(cost, rows, done -> say(progress, "  " + done + " rows"));
            result.put("fillSeconds", (System.nanoTime() - begun) / 1_000_000_000L);
            result.put("ledgerRows", rows);
            say(progress, "it is read");
            new LedgerLooks(api, result).take(BUDGETS);
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

    /// Each request matches one in five of them.
    private static void declare(ApiClient api) throws IOException {
        int families = BUDGETS / MATCHING;
        for (int i = 0; i < BUDGETS; i++) {
            JsonNode body =
                    HeadroomJson.mapper()
                            .readTree(
                                    """
                                    {"scope":{"labels":{"family":"%d"}},"amount":"100000000.00",
                                     "period":{"every":"month"},"thresholds":[{"percent":80}]}
                                    """
                                            .formatted(i % families));
            var _ = api.put("/budgets/budget-" + i, body);
        }
    }

    private void decide(ServiceAlone cost, ObjectNode result, PrintWriter progress)
            throws IOException, InterruptedException {
        try (LeaseLoad load = LeaseLoad.connect(cost, BUDGETS / MATCHING)) {
            say(progress, "warming up: " + warmUp + " decisions");
            var _ = load.atOnce(warmUp, 512);
            say(progress, requests + " decisions, as fast as they come");
            var before = cost.cpuSeconds();
            LeaseLoad.Result fast = load.atOnce(requests, 1024);
            var atOnce = cost.cpuSeconds();
            result.put("budgets", BUDGETS).put("matching", MATCHING);
            result.put("granted", fast.granted()).put("denied", fast.denied());
            result.put("decisionsPerSecond", Math.round(fast.perSecond()));
            putCpu(result.putObject("cpuMillisPerDecision"), before, atOnce, requests);
            say(progress, "warming up: " + rate + " decisions a second");
            int warmUpSeconds = settle(cost, load);
            say(progress, rate + " decisions a second for " + seconds + " s");
            before = cost.cpuSeconds();
            LeaseLoad.Result steady = load.steady(rate, seconds);
            Percentiles millis = Percentiles.of(steady.millis());
            ObjectNode latency = result.putObject("decisionMillisAtRate");
            latency.put("rate", rate).put("warmUpSeconds", warmUpSeconds);
            latency.put("granted", steady.granted()).put("denied", steady.denied());
            latency.put("p50", millis.p50());
            latency.put("p95", millis.p95()).put("p99", millis.p99());
            putCpu(
                    latency.putObject("cpuMillisPerDecision"),
                    before,
                    cost.cpuSeconds(),
                    rate * seconds);
        }
    }

    /// Lives through the load until compilers have little left to do: a service runs for days.
    ///
    /// @return for how many seconds
    private int settle(ServiceAlone cost, LeaseLoad load) throws InterruptedException {
        int lived = 0;
        double compiling = 1;
        while (lived < 2 * seconds
                || (compiling > QUIET_COMPILER && lived < LONGEST_WARM_UP_SECONDS)) {
            double before = cost.compilerSeconds();
            var _ = load.steady(rate, LOOK_SECONDS);
            compiling = (cost.compilerSeconds() - before) / LOOK_SECONDS;
            lived += LOOK_SECONDS;
        }
        return lived;
    }

    /// What a decision takes of the processors, whatever else they have to do.
    private static void putCpu(
            ObjectNode result,
            SequencedMap<String, Double> before,
            SequencedMap<String, Double> after,
            int decisions) {
        after.forEach(
                (process, seconds) ->
                        result.put(
                                process,
                                Math.round(
                                                (seconds - before.getOrDefault(process, 0.0))
                                                        * 1e6
                                                        / decisions)
                                        / 1e3));
    }

    private static void say(PrintWriter out, String line) {
        out.println("  " + line);
        out.flush();
    }
}
