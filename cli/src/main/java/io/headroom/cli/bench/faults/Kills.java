package io.headroom.cli.bench.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.headroom.cli.play.Observed;
import io.headroom.cli.play.Performance;
import io.headroom.cli.play.Player;
import io.headroom.cli.up.ProcessTable;
import io.headroom.cli.up.Readiness;
import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.Refused;

/// Kills one process after the other while a load runs, evenly over the time in which workloads arrive. The next goes only when the
/// last is back, so that the supervisor is tried and not the luck of two at once.
final class Kills implements AutoCloseable {
    /// Those that decide and what carries them come first: on a slow machine the load may be over before the last.
    static final List<String> ORDER =
            List.of(
                    LocalService.PLACEMENT.processName(),
                    "nats",
                    LocalService.PROVISIONING.processName(),
                    LocalService.COST.processName(),
                    "postgres",
                    LocalService.CONSOLE.processName(),
                    LocalService.DEMAND_FORECAST.processName(),
                    LocalService.CLOUD_SIMULATOR.processName());

    /// A start takes seconds; a supervisor that has not managed in so long will not.
    private static final Duration BACK_WITHIN = Duration.ofMinutes(2);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Home home;
    private final Performance performance;
    private final Readiness readiness = new Readiness();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();

    Kills(Home home, Performance performance) {
        this.home = home;
        this.performance = performance;
    }

    /// Goes on beside the caller.
    Future<List<Kill>> begin() {
        return thread.submit(this::all);
    }

    static List<Kill> done(Future<List<Kill>> kills) throws InterruptedException {
        try {
            return kills.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refused refused ? refused : new IllegalStateException(e);
        }
    }

    private List<Kill> all() throws InterruptedException {
        List<Kill> kills = new ArrayList<>();
        Duration between = performance.slice().cut().arrivesWithin().dividedBy(ORDER.size() + 1);
        for (String process : ORDER) {
            Instant at = performance.begin().plus(between.multipliedBy(kills.size() + 1));
            Player.waitUntil(at, performance.clock());
            kills.add(kill(process));
        }
        return kills;
    }

    private Kill kill(String process) throws InterruptedException {
        long unfinished = performance.look().map(Observed::unfinished).orElse(0L);
        ProcessTable.Entry victim = entry(process);
        Instant at = performance.clock().instant();
        long begun = System.nanoTime();
        ProcessHandle.of(victim.pid()).ifPresent(ProcessHandle::destroyForcibly);
        while (!isBack(victim)) {
            if (System.nanoTime() - begun > BACK_WITHIN.toNanos()) {
                throw new Refused(
                        "%s was killed and is not back after %d s: see %s"
                                .formatted(process, BACK_WITHIN.toSeconds(), home.log(process)));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
        return new Kill(process, at, unfinished, Duration.ofNanos(System.nanoTime() - begun));
    }

    private boolean isBack(ProcessTable.Entry victim) {
        return entry(victim.name()).restarts() > victim.restarts()
                && Stream.of(LocalService.values())
                        .allMatch(s -> readiness.of(entry(s.processName()).port()))
                && performance.look().isPresent();
    }

    private ProcessTable.Entry entry(String process) {
        return ProcessTable.read(home).stream()
                .flatMap(table -> table.processes().stream())
                .filter(entry -> entry.name().equals(process))
                .findFirst()
                .orElseThrow(() -> new Refused(process + " is not among what was started here"));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
        readiness.close();
    }
}
