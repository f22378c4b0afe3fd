package io.headroom.cli.bench.faults;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.cli.demo.DemoCommand;
import io.headroom.cli.play.LiveView;
import io.headroom.cli.play.Performance;
import io.headroom.cli.play.Played;
import io.headroom.cli.play.Slice;
import io.headroom.cli.play.TraceFile;
import io.headroom.cli.render.Style;
import io.headroom.cli.up.ClassCaches;
import io.headroom.cli.up.LocalRun;
import io.headroom.contracts.budget.Money;
import io.headroom.local.Home;
import io.headroom.local.Ports;

/// `headroom bench faults`: plays the demo's load some times in peace and once while every process is killed, and compares.
@Command(
        name = "faults",
        description =
                "Play the demo's load without faults, then with a kill -9 of every process, nats-server and"
                        + " PostgreSQL among them, and compare what came of it.",
        mixinStandardHelpOptions = true)
public final class BenchFaultsCommand implements Callable<Integer> {
    /// What an outage holds up ends that much later, and is to be counted as done; virtual. All that is done ends the run at once.
    private static final Duration PATIENCE = Duration.ofHours(1);

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "Another pod list in openb's format (plain or .gz); also looked for in HEADROOM_DATA.")
    private @Nullable Path trace;

    @Option(
            names = "--calm",
            paramLabel = "N",
            description = "Runs without faults to compare with, 0 for none (${DEFAULT-VALUE}).")
    private int calm = 2;

    @Option(
            names = "--arrivals-times",
            paramLabel = "N",
            description =
                    "How many times faster than in the trace workloads arrive (${DEFAULT-VALUE}).")
    private int factor = Slice.Cut.DEMO.factor();

    @Option(
            names = "--longest",
            paramLabel = "MINUTES",
            description = "Workloads that ran longer in the trace are left out (${DEFAULT-VALUE}).")
    private int longest = (int) Slice.Cut.DEMO.longest().toMinutes();

    @Option(
            names = "--speed",
            paramLabel = "N",
            description =
                    "How many times faster than real time the clock of all processes runs, 60 at most (${DEFAULT-VALUE}).")
    private int speed = DemoCommand.SPEED;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "The hard cap over each run (${DEFAULT-VALUE}).")
    private String budget = "30.00";

    @Option(
            names = "--port",
            paramLabel = "BASE",
            description = "The port of the one URL; seven more follow it (${DEFAULT-VALUE}).")
    private int port = Ports.DEFAULT_BASE + 400;

    @Option(
            names = "--json",
            description = "Print one object with the outcome, and nothing else to standard output.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        List<Played> peaceful = new ArrayList<>();
        for (int run = 1; run <= calm; run++) {
            say(progress, "run %d of %d without faults".formatted(run, calm));
            peaceful.add(inPeace(progress));
        }
        say(progress, "the run in which every process is killed");
        FaultsReport report = underFaults(peaceful, progress);
        if (json) {
            out.println(report.json());
        } else {
            report.print(out);
        }
        out.flush();
        return report.holds() ? 0 : 1;
    }

    private Played inPeace(PrintWriter progress) throws InterruptedException {
        Home own = own();
        try (LocalRun run = start(own, progress);
                Performance performance = prepare(run, own, progress)) {
            performance.play(view(performance, progress), PATIENCE);
            return performance.end();
        }
    }

    private FaultsReport underFaults(List<Played> peaceful, PrintWriter progress)
            throws InterruptedException {
        Home own = own();
        try (LocalRun run = start(own, progress);
                Performance performance = prepare(run, own, progress);
                Kills kills = new Kills(own, performance)) {
            var killing = kills.begin();
            performance.play(view(performance, progress), PATIENCE);
            List<Kill> done = Kills.done(killing);
            return new FaultsReport(peaceful, performance.end(), done, performance.begin(), speed);
        }
    }

    private Home own() {
        return new Home(home.home().root().resolve("bench-faults"), home.home().tools());
    }

    private LocalRun start(Home own, PrintWriter progress) throws InterruptedException {
        return LocalRun.start(
                own,
                HomeOption.requireProject(),
                port,
                DemoCommand.START,
                speed,
                ClassCaches.USED,
                line -> say(progress, line),
                progress);
    }

    private Performance prepare(LocalRun run, Home own, PrintWriter progress) {
        return Performance.prepare(
                run,
                own,
                TraceFile.of(trace, HomeOption.requireProject()),
                new Slice.Cut(factor, Duration.ofMinutes(longest)),
                Money.of(budget),
                line -> say(progress, line));
    }

    private static LiveView view(Performance performance, PrintWriter progress) {
        return new LiveView(progress, performance.clock(), Style.ansi().enabled());
    }

    private static void say(PrintWriter progress, String line) {
        progress.println("  " + line);
        progress.flush();
    }
}
