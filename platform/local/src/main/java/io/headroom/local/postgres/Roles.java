package io.headroom.local.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.headroom.local.Refused;

/// The roles of the database and what each may do.
///
/// A schema has two: `<schema>_owner`, which nobody can log in as, owns the tables; `<schema>` runs the
/// service, may read and write rows of its own schema and of the shared `bus`, and can define nothing.
final class Roles {
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{16,}");

    private Roles() {}

    static void ensure(Connection connection, List<String> services, Map<String, String> passwords)
            throws SQLException {
        owner(connection, Migrations.BUS);
        for (var service : services) {
            owner(connection, service);
            runtime(connection, service, password(service, passwords));
            use(connection, service, service);
            use(connection, Migrations.BUS, service);
            execute(
                    connection,
                    "ALTER ROLE %s SET search_path = %s, %s"
                            .formatted(service, service, Migrations.BUS));
            endWithTheirMachine(connection, service);
        }
    }

    /// The history of migrations is the owner's; a service has no business in it.
    static void protectHistory(Connection connection, String schema, List<String> services)
            throws SQLException {
        execute(
                connection,
                "REVOKE ALL ON %s.flyway_schema_history FROM %s"
                        .formatted(schema, String.join(", ", services)));
    }

    private static void owner(Connection connection, String schema) throws SQLException {
        var owner = schema + "_owner";
        if (isAbsent(connection, owner)) {
            execute(connection, "CREATE ROLE " + owner + " NOLOGIN");
        }
        execute(connection, "GRANT " + owner + " TO CURRENT_USER");
        execute(
                connection,
                "CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %s".formatted(schema, owner));
        execute(connection, "REVOKE ALL ON SCHEMA " + schema + " FROM PUBLIC");
    }

    private static void runtime(Connection connection, String role, String password)
            throws SQLException {
        var verb = isAbsent(connection, role) ? "CREATE" : "ALTER";
        execute(
                connection,
                "%s ROLE %s LOGIN NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD '%s'"
                        .formatted(verb, role, password));
        execute(
                connection,
                "GRANT CONNECT ON DATABASE %s TO %s".formatted(connection.getCatalog(), role));
    }

    private static void use(Connection connection, String schema, String role) throws SQLException {
        execute(connection, "GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, role));
        for (var right :
                List.of(
                        "SELECT, INSERT, UPDATE, DELETE ON TABLES",
                        "USAGE, SELECT ON SEQUENCES",
                        "EXECUTE ON FUNCTIONS")) {
            execute(
                    connection,
                    "ALTER DEFAULT PRIVILEGES FOR ROLE %s_owner IN SCHEMA %s GRANT %s TO %s"
                            .formatted(schema, schema, right, role));
        }
    }

    /// A leader's transaction keeps the next one from leading until it is over. Where its machine is gone without a word, or its process stands still, it
    /// is over when a leader's lease is, and not when the network gives up after hours.
    private static void endWithTheirMachine(Connection connection, String role)
            throws SQLException {
        for (var setting :
                List.of(
                        "tcp_keepalives_idle = 2",
                        "tcp_keepalives_interval = 1",
                        "tcp_keepalives_count = 3",
                        "tcp_user_timeout = '5s'",
                        "idle_in_transaction_session_timeout = '8s'")) {
            execute(connection, "ALTER ROLE %s SET %s".formatted(role, setting));
        }
    }

    private static String password(String role, Map<String, String> passwords) {
        var password = passwords.getOrDefault(role, "");
        if (!PASSWORD.matcher(password).matches()) {
            throw new Refused(
                    "the password of the database role %s must be 16 or more letters, digits, - or _"
                            .formatted(role));
        }
        return password;
    }

    private static boolean isAbsent(Connection connection, String role) throws SQLException {
        try (var query = connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            query.setString(1, role);
            try (var rows = query.executeQuery()) {
                return !rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
