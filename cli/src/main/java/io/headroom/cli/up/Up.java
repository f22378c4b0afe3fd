package io.headroom.cli.up;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.VirtualClock;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.local.identity.Secrets;
import io.headroom.local.process.Launch;
import io.headroom.local.process.Leftovers;
import io.headroom.local.process.ProcessFacts;

/// One Headroom on this machine, from its first process to its last.
///
/// What carries comes first (PostgreSQL, nats-server), then all services together; they end in the
/// opposite order, so that no service ever sees what carries it go.
final class Up {
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    /// A service ends within a second or two; in a rehearsal it also writes its cache of loaded classes.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    /// A service that ends this often before it was ever ready has something that waiting cannot cure.
    private static final int FUTILE_RESTARTS = 2;

    private final UpOptions options;
    private final Home home;
    private final InstantSource clock;
    private final Consumer<String> say;
    private final Supervisor supervisor;

    /// A daemon: whatever becomes of this process, the clock stands where it was last seen.
    private final ScheduledExecutorService timekeeper =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("clock").unstarted(task));

    private volatile ProcessTable.State state = ProcessTable.State.STARTING;
    private volatile String natsVersion = "";
    private volatile String postgresVersion = "";

    Up(UpOptions options, InstantSource realClock, Consumer<String> say) {
        this.options = options;
        this.home = options.home();
        this.clock = realClock;
        this.say = say;
        this.supervisor = new Supervisor(home, realClock, this::writeTable, say);
    }

    String url() {
        return options.ports().url(LocalService.CONSOLE);
    }

    /// Whether any process was started.
    boolean hasStarted() {
        return !supervisor.entries().isEmpty();
    }

    /// Starts everything and returns when all of it is ready.
    void start() throws InterruptedException {
        if (Leftovers.end(home, STOP_LIMIT) > 0) {
            say.accept("ended what an earlier start had left running");
        }
        Preflight.check(options);
        OwnerOnly.folder(home.logs());
        var secrets = Secrets.of(home, UpOptions.CELL, clock);
        secrets.operatorToken();
        secrets.natsOnlooker();
        secrets.natsAnnouncer();
        var services =
                new ServiceLaunches(
                        options.project(),
                        home,
                        options.ports(),
                        UpOptions.CELL,
                        secrets,
                        options.caches(),
                        ServiceLaunches.Compiler.QUICK,
                        options.external());
        var launches = new EnumMap<LocalService, Launch>(LocalService.class);
        for (var service : LocalService.values()) {
            launches.put(service, services.of(service));
        }
        startCarriers(secrets);
        var virtual = VirtualClock.resume(home.clock(), options.start(), options.speed(), clock);
        keepClock(virtual);
        say.accept("starting " + launches.size() + " services");
        launches.forEach(
                (service, launch) -> supervisor.start(launch, options.ports().of(service)));
        awaitServices();
        switch (options.beginning()) {
            case DECLARED -> new Declarations(home, options.ports(), say).declare();
            case EMPTY -> {}
        }
        state = ProcessTable.State.READY;
        writeTable();
    }

    /// Ends everything, in order; what does not end in time is killed.
    void stop() throws InterruptedException {
        state = ProcessTable.State.STOPPING;
        supervisor.ceaseRestarts();
        writeTable();
        supervisor.stop(
                Arrays.stream(LocalService.values()).map(LocalService::processName).toList(),
                STOP_LIMIT);
        supervisor.stop(List.of("nats"), STOP_LIMIT);
        supervisor.stop(List.of("postgres"), STOP_LIMIT);
        Leftovers.end(home, STOP_LIMIT);
        timekeeper.shutdownNow();
        ProcessTable.remove(home);
    }

    private void startCarriers(Secrets secrets) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var carriers = new Carriers(options, supervisor, say, secrets);
            var postgres =
                    CompletableFuture.runAsync(
                            () -> postgresVersion = carriers.startPostgres(), threads);
            var nats =
                    CompletableFuture.runAsync(() -> natsVersion = carriers.startNats(), threads);
            CompletableFuture.allOf(postgres, nats).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void awaitServices() throws InterruptedException {
        var end = System.nanoTime() + READY_LIMIT.toNanos();
        var waiting = new ArrayList<>(List.of(LocalService.values()));
        try (var readiness = new Readiness()) {
            while (!waiting.isEmpty()) {
                waiting.removeIf(service -> readiness.of(options.ports().of(service)));
                for (var service : waiting) {
                    var hopeless = supervisor.restarts(service.processName()) >= FUTILE_RESTARTS;
                    if (hopeless || System.nanoTime() > end) {
                        throw NotReady.of(home, service.processName(), READY_LIMIT);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private void keepClock(VirtualClock virtual) {
        var _ = timekeeper.scheduleAtFixedRate(() -> noteTime(virtual), 1, 1, TimeUnit.SECONDS);
    }

    private void noteTime(VirtualClock virtual) {
        try {
            virtual.freeze(home.clock(), clock);
        } catch (UncheckedIOException e) {
            say.accept("the clock cannot be noted (" + e.getMessage() + "): is the disk full?");
        }
    }

    private void writeTable() {
        var self = ProcessHandle.current().pid();
        new ProcessTable(
                        state,
                        url(),
                        home.operatorToken().toString(),
                        natsVersion,
                        postgresVersion,
                        self,
                        ProcessFacts.identity(self).orElse(""),
                        supervisor.entries())
                .write(home);
    }
}
