package io.headroom.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.headroom.local.Home;
import io.headroom.local.Refused;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.local.process.Launch;
import io.headroom.local.process.OneShot;
import io.headroom.local.process.ProcessFacts;

/// A PostgreSQL of our own on a loopback port, with its files in the home.
///
/// PostgreSQL refuses to run as root. Started by root it gets a user namespace of its own in which it
/// is nobody: the files stay root's, and it can do less than root.
public final class LocalPostgres {
    public static final String SUPERUSER = "postgres";

    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

    /// Small: dozens of connections and a working set of some MiB. fsync stays on, for PostgreSQL is
    /// the truth here.
    private static final List<String> SETTINGS =
            List.of(
                    "shared_buffers=64MB",
                    // Pages come from memory, and tables grow from nothing to thousands of rows
                    // within a minute: plans made for empty tables must not last.
                    "random_page_cost=1.1",
                    "autovacuum_naptime=5s",
                    "max_connections=100",
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "password_encryption=scram-sha-256",
                    "max_wal_size=512MB",
                    "jit=off",
                    "timezone=UTC",
                    "log_timezone=UTC");

    private final Home home;
    private final int port;
    private final String password;
    private final Path programs;

    private LocalPostgres(Home home, int port, String password, Path programs) {
        this.home = home;
        this.port = port;
        this.password = password;
        this.programs = programs;
    }

    /// Unpacks the programs and makes the data folder where that has not been done yet.
    public static LocalPostgres prepare(Home home, int port, String superuserPassword) {
        OwnerOnly.folder(home.root());
        OwnerOnly.folder(home.logs());
        OwnerOnly.folder(home.postgres());
        makeFolder(home.tools());
        var postgres =
                new LocalPostgres(
                        home, port, superuserPassword, PostgresBinaries.under(home.tools()));
        postgres.initialise();
        postgres.removeStalePidFile();
        return postgres;
    }

    public Launch launch() {
        var command = new ArrayList<>(asNobodyWhereRoot());
        command.addAll(
                List.of(
                        program("postgres"),
                        "-D",
                        data().toString(),
                        "-p",
                        Integer.toString(port)));
        for (var setting : SETTINGS) {
            command.addAll(List.of("-c", setting));
        }
        return new Launch(
                "postgres",
                command,
                home.postgres(),
                Map.of("LC_ALL", "C"),
                home.log("postgres"),
                Launch.Ending.INT);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    public String version() {
        return OneShot.run(List.of(program("postgres"), "--version"), Duration.ofSeconds(10))
                .output()
                .replaceAll("[^0-9.]", "");
    }

    /// Waits until it answers queries; false when it does not within the limit.
    public boolean ready(Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        do {
            if (answers()) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        return false;
    }

    private boolean answers() {
        try (var connection =
                DriverManager.getConnection(jdbcUrl("postgres"), SUPERUSER, password)) {
            return connection.isValid(5);
        } catch (SQLException _) {
            return false; // not yet
        }
    }

    private Path data() {
        return home.postgres().resolve("data");
    }

    private String program(String name) {
        return programs.resolve("bin").resolve(name).toString();
    }

    private void initialise() {
        if (Files.exists(data().resolve("PG_VERSION"))) {
            return;
        }
        var draft = home.postgres().resolve("new-" + UUID.randomUUID());
        var passwordFile = home.postgres().resolve(".initial-password");
        OwnerOnly.write(passwordFile, password);
        var command = new ArrayList<>(asNobodyWhereRoot());
        command.addAll(
                List.of(
                        program("initdb"),
                        "--pgdata=" + draft,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C"));
        var made = OneShot.run(command, Map.of("LC_ALL", "C"), INITDB_LIMIT);
        try {
            Files.deleteIfExists(passwordFile);
            if (!made.succeeded()) {
                throw new Refused(
                        "PostgreSQL's data folder cannot be made in %s: %s"
                                .formatted(home.postgres(), made.lastLine()));
            }
            // Renamed only when complete: an initdb that was killed is never taken for a database.
            Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// After a power cut the pid in the file may be another program's by now, and PostgreSQL would
    /// refuse to start for its sake.
    private void removeStalePidFile() {
        var file = data().resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            var pid =
                    Long.parseLong(
                            Files.readAllLines(file, StandardCharsets.UTF_8).getFirst().strip());
            if (ProcessFacts.commandLine(pid).contains(data().toString())) {
                throw new Refused(
                        "a PostgreSQL (pid %d) still uses %s: stop it with ./headroom down, or kill %d"
                                .formatted(pid, data(), pid));
            }
            Files.delete(file);
        } catch (IOException | NumberFormatException e) {
            throw new Refused(file + " cannot be read: remove it if no PostgreSQL runs here", e);
        }
    }

    private static List<String> asNobodyWhereRoot() {
        var self = OneShot.run(List.of("id", "-u"), Duration.ofSeconds(5));
        if (!self.output().strip().equals("0")) {
            return List.of();
        }
        var prefix = List.of("unshare", "--user");
        var tried = OneShot.run(List.of("unshare", "--user", "true"), Duration.ofSeconds(5));
        if (!tried.succeeded()) {
            throw new Refused(
                    "PostgreSQL does not run as root and this machine forbids user namespaces (%s): run ./headroom as an ordinary user, or use your own PostgreSQL by --database-url"
                            .formatted(tried.lastLine()));
        }
        return prefix;
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
