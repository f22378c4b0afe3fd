package io.headroom.cli.noun;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import picocli.CommandLine.Option;

import io.headroom.cli.render.Screen;
import io.headroom.local.Refused;

/// Mixin: whether an answer is shown once, or again and again until Ctrl-C.
public final class Repeating {
    private static final double SHORTEST = 0.2;
    private static final double LONGEST = 3600;

    @Option(
            names = {"-w", "--watch"},
            description = "Show it again and again, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "How often with --watch (${DEFAULT-VALUE}).")
    private double every = 2;

    /// Shows what is asked for, as often as is wanted.
    public void show(PrintWriter out, Supplier<List<String>> lines) throws InterruptedException {
        if (watch) {
            watch(out, lines);
        } else {
            lines.get().forEach(out::println);
            out.flush();
        }
    }

    /// Until this thread is interrupted.
    void watch(PrintWriter out, Supplier<List<String>> lines) throws InterruptedException {
        if (!(every >= SHORTEST && every <= LONGEST)) {
            throw new Refused("--every must be from 0.2 to 3600 seconds");
        }
        var pause = Duration.ofMillis(Math.round(every * 1000));
        var screen = Screen.of(out);
        while (true) {
            screen.show(lines.get());
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        }
    }
}
