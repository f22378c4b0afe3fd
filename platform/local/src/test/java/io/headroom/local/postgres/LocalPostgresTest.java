package io.headroom.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.local.FreePorts;
import io.headroom.local.Home;
import io.headroom.local.identity.Secrets;
import io.headroom.local.process.Leftovers;
import io.headroom.local.process.LocalProcess;
import io.headroom.local.process.LogTail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Against the real PostgreSQL, as whoever runs the tests: root or not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalPostgresTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir static Path folder;

    private Home home = Home.at(Path.of("target", "home"));
    private String superuserPassword = "";
    private int port;
    private @Nullable LocalProcess server;

    @BeforeAll
    void start() throws IOException {
        home = new Home(folder.resolve("home"), Path.of("target", "tools"));
        port = FreePorts.one();
        superuserPassword = secrets().databasePassword(LocalPostgres.SUPERUSER);
        startServer();
        assertThat(migrate()).isEqualTo(2);
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (server != null) {
            server.stop(SOON);
        }
    }

    @Test
    void migrating_again_changes_nothing() {
        assertThat(migrate()).isZero();
    }

    @Test
    void a_service_reads_and_writes_its_own_rows_without_naming_the_schema() throws SQLException {
        try (var connection = as("placement");
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO workload (name) VALUES ('a')");
            statement.execute("INSERT INTO outbox (id, service) VALUES (1, 'placement')");
            statement.execute("DELETE FROM outbox");
            statement.execute("DELETE FROM workload");
        }
    }

    @Test
    void a_service_can_define_nothing_and_see_no_other_schema() throws SQLException {
        refused("placement", "CREATE TABLE placement.mine (id bigint)");
        refused("placement", "DROP TABLE placement.workload");
        refused("placement", "SET ROLE placement_owner");
        refused("placement", "DELETE FROM placement.flyway_schema_history");
        refused("placement", "CREATE TABLE public.mine (id bigint)");
        refused("cost", "SELECT * FROM placement.workload");
    }

    @Test
    void a_wrong_password_does_not_get_in() {
        assertThatThrownBy(() -> DriverManager.getConnection(url(), "placement", "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void killed_with_its_parent_it_is_found_ended_and_keeps_what_was_committed() throws Exception {
        try (var connection = as("placement");
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO workload (name) VALUES ('kept')");
        }
        assertThat(Leftovers.end(home, SOON)).isEqualTo(1);
        assertThat(Leftovers.of(home)).isEmpty();
        // As after a power cut: the pid in the file is that of a process which is not PostgreSQL.
        Files.writeString(
                home.postgres().resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        startServer();

        try (var connection = as("placement");
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM workload WHERE name = 'kept'"))
                    .isEqualTo(1);
        }
    }

    private void startServer() {
        var postgres = LocalPostgres.prepare(home, port, superuserPassword);
        server = LocalProcess.start(Leftovers.marked(postgres.launch(), home));
        assertThat(postgres.ready(SOON))
                .as(() -> String.join("\n", LogTail.last(home.log("postgres"), 20)))
                .isTrue();
    }

    private int migrate() {
        return Migrations.run(
                new Database(url(), LocalPostgres.SUPERUSER, superuserPassword),
                secrets().databasePasswords(Migrations.SERVICES));
    }

    private void refused(String role, String sql) throws SQLException {
        try (var connection = as(role);
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .as(sql)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    private Connection as(String role) throws SQLException {
        return DriverManager.getConnection(url(), role, secrets().databasePassword(role));
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/headroom";
    }

    private Secrets secrets() {
        return Secrets.of(home, "local", Clock.systemUTC());
    }
}
