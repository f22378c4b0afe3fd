package io.headroom.cli.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.SimulatorClient;
import io.headroom.cli.render.Style;
import io.headroom.cli.up.ClassCaches;
import io.headroom.cli.up.LocalRun;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.local.Home;
import io.headroom.local.Ports;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.replay.fleet.FleetOutcome;

/// `headroom demo`: starts everything, plays a day of a real trace into it, shows what happens, prints the outcome, and ends.
@Command(
        name = "demo",
        description =
                "Play a day of a real trace into a Headroom of its own and show what happens.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String BUDGET = "demo";

    /// A round day, so that virtual times are easy to read.
    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    static final int FACTOR = 40;

    /// Twice as fast ends sooner, but then a tenth of a real second is twice as long a wait; half as fast takes longer than a newcomer
    /// stays.
    private static final int SPEED = 20;

    private static final Duration VIEW_EVERY = Duration.ofMillis(700);

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "Another pod list in openb's format (plain or .gz); also looked for in HEADROOM_DATA.")
    private @Nullable Path trace;

    @Option(
            names = "--arrivals-times",
            paramLabel = "N",
            description =
                    "How many times faster than in the trace workloads arrive (${DEFAULT-VALUE}).")
    private int factor = FACTOR;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description =
                    "How many times faster than real time the clock of all processes runs, 60 at most (${DEFAULT-VALUE}).")
    private int speed = SPEED;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "The hard cap over the whole demo (${DEFAULT-VALUE}).")
    private String budget = "24.00";

    @Option(
            names = "--port",
            paramLabel = "BASE",
            description = "The port of the one URL (${DEFAULT-VALUE}).")
    private int port = Ports.DEFAULT_BASE + 100;

    @Option(
            names = "--json",
            description = "Print one object with the outcome, and nothing else to standard output.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        Path project = HomeOption.requireProject();
        Home own = new Home(home.home().root().resolve("demo"), home.home().tools());
        Slice slice = Slice.of(TraceFile.of(trace, project), START, factor);
        out.printf(
                "Playing %d workloads of day %d, arrivals x%d (within %s virtual), after %d minutes of history.%n",
                slice.jobs().size(),
                slice.day(),
                factor,
                pretty(slice.arrivesWithin()),
                slice.history().size());
        out.flush();
        DemoReport report;
        try (LocalRun run =
                LocalRun.start(
                        own,
                        project,
                        port,
                        START,
                        speed,
                        ClassCaches.USED,
                        line -> say(out, line),
                        out)) {
            report = play(slice, run, own, out);
        }
        if (json) {
            spec.commandLine().getOut().println(report.json());
            spec.commandLine().getOut().flush();
        } else {
            report.print(out);
        }
        return report.verdict().holds() ? 0 : 1;
    }

    private DemoReport play(Slice slice, LocalRun run, Home own, PrintWriter out)
            throws InterruptedException {
        String token = OwnerOnly.read(own.operatorToken()).strip();
        URI url = URI.create(run.url());
        ApiClient api = new ApiClient(url, token);
        SimulatorClient simulator = new SimulatorClient(url, token);
        VirtualClock clock = VirtualClock.read(own.clock());
        Instant begin = clock.instant().plusSeconds(60);
        Instant end = begin.plus(slice.arrivesWithin()).plus(Slice.LONGEST);
        Money cap = Money.of(budget);
        declareBudget(api, cap, begin.minusSeconds(3600), end.plus(Duration.ofHours(6)));
        Slice moved = Slice.of(TraceFile.of(trace, HomeOption.requireProject()), begin, factor);
        JsonNode imported =
                api.send("POST", "/series/import", "text/csv", moved.historyCsv(), Map.of());
        say(out, "imported " + imported.path("rows").asInt() + " minutes of history");
        Rehearsal rehearsal = Rehearsal.of(moved, api, cap, begin, end);
        try (Player player = new Player(api, clock)) {
            player.play(moved.jobs());
            watch(api, clock, player, moved.jobs().size(), end, out);
            List<String> cancelled = Ending.cancelRest(api);
            say(out, "giving every node back");
            Ending.giveBack(api, simulator);
            FleetOutcome live = new LiveOutcome(api, simulator, BUDGET, player).count(cancelled);
            JsonNode highest = simulator.highest();
            say(out, "replaying the same trace in virtual time");
            return new DemoReport(
                    moved,
                    live,
                    rehearsal.headroom(),
                    rehearsal.reactive(),
                    Verdict.of(live, highest));
        }
    }

    private static void declareBudget(ApiClient api, Money cap, Instant from, Instant to) {
        ObjectNode body = HeadroomJson.mapper().createObjectNode();
        body.putObject("scope");
        body.put("amount", cap.toString());
        body.put("currency", "USD");
        body.putObject("period").put("from", from.toString()).put("to", to.toString());
        body.put("enforcement", "hard");
        body.putArray("thresholds").addObject().put("percent", 80).put("action", "event");
        JsonNode _ = api.put("/budgets/" + BUDGET, body);
    }

    private static void watch(
            ApiClient api, VirtualClock clock, Player player, int of, Instant end, PrintWriter out)
            throws InterruptedException {
        LiveView view = new LiveView(out, clock, Style.ansi().enabled());
        while (clock.instant().isBefore(end)) {
            Observed observed = Observed.now(api, BUDGET);
            view.show(observed, player.sent(), of);
            if (player.sent() == of && observed.unfinished() == 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(VIEW_EVERY.toMillis());
        }
    }

    private static void say(PrintWriter out, String line) {
        out.println("  " + line);
        out.flush();
    }

    private static String pretty(Duration duration) {
        return duration.toMinutes() + " min";
    }
}
