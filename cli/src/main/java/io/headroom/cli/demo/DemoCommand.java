package io.headroom.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
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

/// `headroom demo`: starts everything, plays a day of a real trace into it, shows what happens, prints the outcome, and ends.
@Command(
        name = "demo",
        description =
                "Play a day of a real trace into a Headroom of its own and show what happens.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    /// A round day, so that virtual times are easy to read.
    public static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    /// Twice as fast ends sooner, but then a tenth of a real second is twice as long a wait; half as fast takes longer than a newcomer
    /// stays.
    public static final int SPEED = 20;

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
    private int factor = Slice.Cut.DEMO.factor();

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
        Path file = TraceFile.of(trace, project);
        Slice slice = Slice.of(file, START, cut());
        out.printf(
                "Playing %d workloads of day %d, arrivals x%d (within %s virtual), after %d minutes of history.%n",
                slice.jobs().size(),
                slice.day(),
                factor,
                slice.cut().arrivesWithin().toMinutes() + " min",
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
            report = play(file, run, own, out);
        }
        if (json) {
            spec.commandLine().getOut().println(report.json());
            spec.commandLine().getOut().flush();
        } else {
            report.print(out);
        }
        return report.live().verdict().holds() ? 0 : 1;
    }

    private DemoReport play(Path file, LocalRun run, Home own, PrintWriter out)
            throws InterruptedException {
        try (Performance performance =
                Performance.prepare(
                        run, own, file, cut(), Money.of(budget), line -> say(out, line))) {
            Rehearsal rehearsal = Rehearsal.of(performance);
            performance.play(
                    new LiveView(out, performance.clock(), Style.ansi().enabled()), Duration.ZERO);
            Played played = performance.end();
            say(out, "replaying the same trace in virtual time");
            return new DemoReport(played, rehearsal.headroom(), rehearsal.reactive());
        }
    }

    private Slice.Cut cut() {
        return new Slice.Cut(factor, Slice.Cut.DEMO.longest());
    }

    private static void say(PrintWriter out, String line) {
        out.println("  " + line);
        out.flush();
    }
}
