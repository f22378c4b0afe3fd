package io.headroom.testkit.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.headroom.local.Home;
import io.headroom.local.identity.ApiTokens;
import io.headroom.local.identity.Secrets;
import io.headroom.local.nats.NatsBinary;
import io.headroom.local.postgres.Database;
import io.headroom.local.postgres.LocalPostgres;
import io.headroom.local.postgres.Migrations;

/// A PostgreSQL and a nats-server of one test run, in a folder that goes with it.
///
/// It is found again through a system property, since Quarkus loads a test's classes more than once.
public final class TestBed {

    public static final String CELL = "local";

    private static final String FOLDER = "headroom.test.home";
    private static final String PORTS = "headroom.test.ports";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Home home;
    private final Secrets secrets;
    private final int postgresPort;
    private final int natsPort;

    private TestBed(Home home, int postgresPort, int natsPort) {
        this.home = home;
        this.secrets = Secrets.of(home, CELL, InstantSource.system());
        this.postgresPort = postgresPort;
        this.natsPort = natsPort;
    }

    /// Starts both servers and migrates the database with what is on the class path.
    public static TestBed start() {
        try {
            Path folder = Files.createTempDirectory("headroom-test");
            System.setProperty(FOLDER, folder.toString());
            System.setProperty(PORTS, freePort() + "," + freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TestBed bed = current();
        bed.postgres().start();
        bed.nats().start();
        OwnLoader.call(TestBed.class, "migrate");
        return bed;
    }

    /// Called by [#start] through a loader of its own.
    public static void migrate() {
        loadDriver();
        TestBed bed = current();
        Migrations.run(
                new Database(bed.jdbcUrl(), LocalPostgres.SUPERUSER, bed.superuserPassword()),
                bed.secrets.databasePasswords(Migrations.SERVICES));
    }

    /// The one that was started in this JVM.
    public static TestBed current() {
        String folder = System.getProperty(FOLDER);
        String ports = System.getProperty(PORTS);
        if (folder == null || ports == null) {
            throw new IllegalStateException(
                    "no test bed was started: is HeadroomInfrastructure a test resource?");
        }
        Path root = Path.of(folder);
        Path tools = Path.of(System.getProperty("user.home"), ".cache", "headroom", "tools");
        int comma = ports.indexOf(',');
        return new TestBed(
                new Home(root, tools),
                Integer.parseInt(ports.substring(0, comma)),
                Integer.parseInt(ports.substring(comma + 1)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public Secrets secrets() {
        return secrets;
    }

    public Home home() {
        return home;
    }

    /// The nats-server, to be killed, restarted and robbed.
    public TestNats nats() {
        Path program = new NatsBinary(System.getenv(), home.tools(), _ -> {}).find();
        return new TestNats(home, natsPort, program, secrets.nats(), SOON);
    }

    /// The PostgreSQL, to be killed and restarted.
    public TestPostgres postgres() {
        return new TestPostgres(home, postgresPort, superuserPassword(), SOON);
    }

    /// A token for the API: who, with which role, for which tenant (`*` for all).
    public String token(String name, String role, String tenant) {
        return ApiTokens.in(home.secrets().resolve("api"), InstantSource.system())
                .issue(name, List.of(role), tenant);
    }

    public String operatorToken() {
        return token("olga", "operator", "*");
    }

    /// For looking at the database behind a service's back; row-level security does not bind it.
    public Connection superuser() throws SQLException {
        return connect(LocalPostgres.SUPERUSER, superuserPassword());
    }

    /// As the role of a service, which row-level security binds.
    public Connection as(String role) throws SQLException {
        return connect(role, secrets.databasePassword(role));
    }

    private Connection connect(String user, String password) throws SQLException {
        loadDriver();
        return DriverManager.getConnection(jdbcUrl(), user, password);
    }

    /// The driver announces itself to the loader that first asked for any, which may have been another one.
    private static void loadDriver() {
        try {
            var _ = Class.forName("org.postgresql.Driver", true, TestBed.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the PostgreSQL driver is missing", e);
        }
    }

    public String reactiveUrl() {
        return "vertx-reactive:postgresql://127.0.0.1:" + postgresPort + "/headroom";
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/headroom";
    }

    private String superuserPassword() {
        return secrets.databasePassword(LocalPostgres.SUPERUSER);
    }

    /// Ends both servers and removes the folder.
    public void stop() {
        nats().kill();
        postgres().kill();
        Folders.delete(home.root());
    }
}
