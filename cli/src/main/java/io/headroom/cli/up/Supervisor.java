package io.headroom.cli.up;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.headroom.local.Home;
import io.headroom.local.Refused;
import io.headroom.local.process.Launch;
import io.headroom.local.process.Leftovers;
import io.headroom.local.process.LocalProcess;
import io.headroom.local.process.ProcessFacts;

/// Keeps processes running: one that ends is started again, after 1, 2, 4, ... 30 seconds.
final class Supervisor {
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /// One that ran this long was well: its next restart waits a second again.
    private static final Duration WELL = Duration.ofSeconds(60);

    private final Home home;
    private final InstantSource clock;
    private final Runnable changed;
    private final Consumer<String> say;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Supervised> supervised = new LinkedHashMap<>();
    private final ScheduledExecutorService restarts =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("restarts").unstarted(task));
    private boolean stopping;

    /// One process and its history.
    private record Supervised(
            LocalProcess process, int port, Instant since, int restarts, Duration nextDelay) {}

    /// @param changed called whenever a process was started or has ended
    /// @param say told of restarts, in words for people
    Supervisor(Home home, InstantSource clock, Runnable changed, Consumer<String> say) {
        this.home = home;
        this.clock = clock;
        this.changed = changed;
        this.say = say;
    }

    void start(Launch launch, int port) {
        start(Leftovers.marked(launch, home), port, 0, Duration.ofSeconds(1));
    }

    List<ProcessTable.Entry> entries() {
        lock.lock();
        try {
            var entries = new ArrayList<ProcessTable.Entry>();
            supervised.forEach(
                    (name, one) ->
                            entries.add(
                                    new ProcessTable.Entry(
                                            name,
                                            one.process.pid(),
                                            ProcessFacts.identity(one.process.pid()).orElse(""),
                                            one.port,
                                            one.since,
                                            one.restarts)));
            return entries;
        } finally {
            lock.unlock();
        }
    }

    int restarts(String name) {
        lock.lock();
        try {
            var one = supervised.get(name);
            return one == null ? 0 : one.restarts;
        } finally {
            lock.unlock();
        }
    }

    /// Nothing is started from now on.
    void ceaseRestarts() {
        lock.lock();
        try {
            stopping = true;
        } finally {
            lock.unlock();
        }
        restarts.shutdownNow();
    }

    /// Ends some processes together; those that take longer than the limit are killed.
    void stop(List<String> names, Duration limit) throws InterruptedException {
        var processes = running(names);
        processes.forEach(LocalProcess::ask);
        var end = System.nanoTime() + limit.toNanos();
        for (var process : processes) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (!process.waitFor(left)) {
                say.accept(process.launch().name() + " did not end in time and is killed");
                process.kill();
                process.waitFor(Duration.ofSeconds(5));
            }
        }
    }

    private List<LocalProcess> running(List<String> names) {
        lock.lock();
        try {
            return supervised.entrySet().stream()
                    .filter(entry -> names.contains(entry.getKey()))
                    .map(entry -> entry.getValue().process)
                    .filter(LocalProcess::alive)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void start(Launch launch, int port, int restartCount, Duration nextDelay) {
        lock.lock();
        try {
            if (stopping) {
                return;
            }
            var process = LocalProcess.start(launch);
            supervised.put(
                    launch.name(),
                    new Supervised(process, port, clock.instant(), restartCount, nextDelay));
            Thread.ofVirtual().name("watch-" + launch.name()).start(() -> watch(process));
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    private void watch(LocalProcess process) {
        try {
            var status = process.waitFor();
            ended(process, status);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended(LocalProcess process, int status) {
        var launch = process.launch();
        lock.lock();
        try {
            var one = supervised.get(launch.name());
            if (stopping || one == null || one.process != process) {
                return;
            }
            var lived = Duration.between(one.since, clock.instant());
            var delay = lived.compareTo(WELL) > 0 ? Duration.ofSeconds(1) : one.nextDelay;
            var doubled = delay.multipliedBy(2);
            var next = doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
            say.accept(
                    "%s ended with status %d and is started again in %d s (%s)"
                            .formatted(launch.name(), status, delay.toSeconds(), launch.log()));
            restartIn(delay, () -> start(launch, one.port, one.restarts + 1, next));
        } finally {
            lock.unlock();
        }
    }

    private void restartIn(Duration delay, Runnable restart) {
        var _ =
                restarts.schedule(
                        () -> {
                            try {
                                restart.run();
                            } catch (Refused e) {
                                say.accept(e.getMessage() + "; tried again in 30 s");
                                restartIn(LONGEST_DELAY, restart);
                            }
                        },
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }
}
