package io.headroom.cli.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

import io.headroom.cli.external.External;
import io.headroom.cli.up.ClassCaches;
import io.headroom.cli.up.LocalRun;
import io.headroom.cli.up.Readiness;
import io.headroom.cli.up.ServiceLaunches;
import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.Ports;
import io.headroom.local.Refused;
import io.headroom.local.VirtualClock;
import io.headroom.local.identity.Secrets;
import io.headroom.local.nats.LocalNats;
import io.headroom.local.nats.NatsBinary;
import io.headroom.local.postgres.Database;
import io.headroom.local.postgres.LocalPostgres;
import io.headroom.local.postgres.Migrations;
import io.headroom.local.process.Leftovers;
import io.headroom.local.process.LocalProcess;
import io.headroom.local.process.ProcessFacts;

/// One service as its image starts it, with a PostgreSQL and a nats-server, and nobody besides.
public final class ServiceAlone implements AutoCloseable {
    private static final String CELL = "local";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final List<LocalProcess> processes = new ArrayList<>();

    private final LocalService service;

    private ServiceAlone(Home home, Ports ports, LocalService service) {
        this.service = service;
        this.home = home;
        this.ports = ports;
        this.secrets = Secrets.of(home, CELL, Clock.systemUTC());
    }

    static ServiceAlone start(Home home, Path project, Ports ports) throws InterruptedException {
        return start(home, project, ports, LocalService.COST);
    }

    public static ServiceAlone start(Home home, Path project, Ports ports, LocalService service)
            throws InterruptedException {
        var _ = Leftovers.end(home, LIMIT);
        LocalRun.wipe(home);
        var alone = new ServiceAlone(home, ports, service);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(alone::close));
        try {
            alone.start(project);
        } catch (RuntimeException failed) {
            alone.close();
            throw failed;
        }
        return alone;
    }

    private void start(Path project) throws InterruptedException {
        LocalPostgres postgres = LocalPostgres.prepare(home, ports.postgres(), superuser());
        processes.add(LocalProcess.start(postgres.launch()));
        Path program = new NatsBinary(System.getenv(), home.tools(), _ -> {}).find();
        LocalNats nats = LocalNats.prepare(home, ports.nats(), program, secrets.nats());
        processes.add(LocalProcess.start(nats.launch()));
        if (!postgres.ready(LIMIT) || nats.ready(LIMIT).isEmpty()) {
            throw new Refused("PostgreSQL or nats-server does not start: see " + home.logs());
        }
        var database = new Database(jdbcUrl(), LocalPostgres.SUPERUSER, superuser());
        var _ = Migrations.run(database, secrets.databasePasswords(Migrations.SERVICES));
        var _ = VirtualClock.resume(home.clock(), Optional.empty(), 1, Clock.systemUTC());
        var services =
                new ServiceLaunches(
                        project,
                        home,
                        ports,
                        CELL,
                        secrets,
                        ClassCaches.USED,
                        ServiceLaunches.Compiler.THOROUGH,
                        External.none());
        processes.add(LocalProcess.start(services.of(service)));
        awaitReady();
    }

    private void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        try (var readiness = new Readiness()) {
            while (!readiness.of(ports.of(service))) {
                if (System.nanoTime() > end) {
                    String name = service.processName();
                    throw new Refused(name + " does not get ready: see " + home.log(name));
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /// Processor time of each process so far, by its name.
    SequencedMap<String, Double> cpuSeconds() {
        SequencedMap<String, Double> seconds = new LinkedHashMap<>();
        for (LocalProcess process : processes) {
            seconds.put(process.launch().name(), ProcessFacts.cpuSeconds(process.pid()));
        }
        // The load shares the processors with what it measures.
        seconds.put(
                "load",
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos()
                        / 1e9);
        return seconds;
    }

    /// Processor time that compiling the service's code has taken so far.
    double compilerSeconds() {
        return processes.stream()
                .filter(p -> p.launch().name().equals(service.processName()))
                .mapToDouble(
                        p ->
                                ProcessFacts.threadSeconds(p.pid(), "C1 Compiler")
                                        + ProcessFacts.threadSeconds(p.pid(), "C2 Compiler"))
                .sum();
    }

    String url() {
        return ports.url(service);
    }

    String natsUrl() {
        return ports.natsUrl();
    }

    /// Who asks for money.
    Path provisioning() {
        return secrets.natsCredentials(LocalService.PROVISIONING);
    }

    Path operatorToken() {
        return secrets.operatorToken();
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/headroom".formatted(ports.postgres());
    }

    public String superuser() {
        return secrets.databasePassword(LocalPostgres.SUPERUSER);
    }

    @Override
    public synchronized void close() {
        try {
            for (LocalProcess process : processes.reversed()) {
                process.stop(Duration.ofSeconds(30));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        processes.clear();
    }
}
