package io.headroom.cli.up;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.headroom.cli.external.External;
import io.headroom.local.Home;
import io.headroom.local.Ports;
import io.headroom.local.process.Leftovers;

/// A Headroom that a command starts for itself and ends with itself, Ctrl-C included.
public final class LocalRun implements AutoCloseable {
    private static final Duration LEFTOVERS_LIMIT = Duration.ofSeconds(45);

    private final Up up;
    private final StopOnce stop;

    private LocalRun(Up up, StopOnce stop) {
        this.up = up;
        this.stop = stop;
    }

    /// Starts all processes from nothing and returns when all are ready; what an earlier run left in its home goes.
    ///
    /// @param start where a new clock begins
    public static LocalRun start(
            Home home,
            Path project,
            int basePort,
            Instant start,
            int speed,
            ClassCaches caches,
            Consumer<String> say,
            PrintWriter out)
            throws InterruptedException {
        var options =
                new UpOptions(
                        home,
                        project,
                        new Ports(basePort),
                        Optional.of(start),
                        speed,
                        UpOptions.Beginning.DECLARED,
                        caches,
                        External.none());
        var lock = UpLock.take(home);
        var _ = Leftovers.end(home, LEFTOVERS_LIMIT);
        wipe(home);
        var up = new Up(options, Clock.system(ZoneOffset.UTC), say);
        var stop = new StopOnce(up, out, lock);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stop));
        try {
            up.start();
        } catch (RuntimeException e) {
            stop.run();
            throw e;
        }
        return new LocalRun(up, stop);
    }

    /// Everything but the lock that is held.
    public static void wipe(Home home) {
        if (!Files.isDirectory(home.root())) {
            return;
        }
        try (Stream<Path> all = Files.walk(home.root())) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                if (!path.equals(home.lock()) && !path.equals(home.root())) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "what an earlier run left cannot be removed: " + home.root(), e);
        }
    }

    public String url() {
        return up.url();
    }

    @Override
    public void close() {
        stop.run();
    }
}
