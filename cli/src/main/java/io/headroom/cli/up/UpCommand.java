package io.headroom.cli.up;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.cli.external.ExternalOptions;
import io.headroom.local.Home;
import io.headroom.local.Ports;

/// `headroom up`: starts everything, waits until it is ready, and runs until it is told to stop.
@Command(
        name = "up",
        description = "Start Headroom on this machine and keep it running.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();
    @Mixin private ExternalOptions external = new ExternalOptions();

    @Option(
            names = "--port",
            paramLabel = "BASE",
            description = "The port of the one URL; seven more follow it (${DEFAULT-VALUE}).")
    private int port = Ports.DEFAULT_BASE;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "How many times faster than real time its clock runs, 1 to 60.")
    private int speed = 1;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            description =
                    "Where a new clock begins, such as 2026-03-01T00:00:00Z (now by default).")
    private @Nullable Instant start;

    @Option(
            names = {"-d", "--detach"},
            description = "Return when it is ready and leave it running.")
    private boolean detach;

    @Option(names = "--empty", description = "Declare no tenant, lane and pools to begin with.")
    private boolean empty;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var options =
                new UpOptions(
                        home.home(),
                        HomeOption.requireProject(),
                        new Ports(port),
                        Optional.ofNullable(start),
                        speed,
                        empty ? UpOptions.Beginning.EMPTY : UpOptions.Beginning.DECLARED,
                        ClassCaches.USED,
                        external.external());
        var out = spec.commandLine().getOut();
        if (detach) {
            Detached.start(options.home(), out);
        } else {
            run(options, out);
        }
        return 0;
    }

    private static void run(UpOptions options, PrintWriter out) throws InterruptedException {
        var lock = UpLock.take(options.home());
        var up = new Up(options, Clock.system(ZoneOffset.UTC), line -> progress(out, line));
        var stopped = new StopOnce(up, out, lock);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stopped));
        try {
            up.start();
        } catch (RuntimeException e) {
            stopped.run();
            throw e;
        }
        announce(options.home(), up.url(), "Ctrl-C or " + down(options.home()), out);
        new CountDownLatch(1).await(); // until a signal ends this process
    }

    /// The command that stops this one, and not another.
    static String down(Home home) {
        return "./headroom down --home " + home.root();
    }

    static void announce(Home home, String url, String stop, PrintWriter out) {
        out.println();
        out.println("Headroom is ready:    " + url);
        out.println("Operator's token in:  " + home.operatorToken());
        out.println("To stop it:           " + stop);
        out.flush();
    }

    private static void progress(PrintWriter out, String line) {
        out.println("  " + line);
        out.flush();
    }
}
