package io.headroom.local.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

import io.headroom.local.Refused;

/// Brings a database to the state that this version of the services needs: the database, its roles,
/// and for each schema what lies under `db/migration/<schema>` on the class path.
///
/// Services cannot do this themselves: their roles may define nothing.
public final class Migrations {
    static final String BUS = "bus";

    /// Schemas of services, in the order in which they are migrated; `bus` comes before them.
    public static final List<String> SERVICES =
            List.of("placement", "forecast", "provisioning", "cost");

    private Migrations() {}

    /// Doing it again changes nothing.
    ///
    /// @param passwords of the services' roles, by schema
    /// @return how many migrations were applied
    public static int run(Database database, Map<String, String> passwords) {
        try {
            create(database);
            try (var connection = database.connect()) {
                Roles.ensure(connection, SERVICES, passwords);
            }
            var applied = migrate(database, BUS, SERVICES);
            for (var schema : SERVICES) {
                applied += migrate(database, schema, List.of(schema));
            }
            return applied;
        } catch (SQLException e) {
            throw new Refused(
                    "the database %s cannot be prepared: %s".formatted(database, oneLine(e)), e);
        } catch (FlywayException e) {
            throw new Refused(
                    "%s cannot be migrated and is as it was: %s"
                            .formatted(database, oneLine(e).replaceFirst(" Need more flex.*", "")),
                    e);
        }
    }

    private static void create(Database database) throws SQLException {
        try (var connection = database.connectForMaintenance();
                var query =
                        connection.prepareStatement(
                                "SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database.name());
            try (var rows = query.executeQuery();
                    var statement = connection.createStatement()) {
                if (!rows.next()) {
                    statement.execute("CREATE DATABASE " + database.name());
                    statement.execute("REVOKE ALL ON DATABASE " + database.name() + " FROM PUBLIC");
                }
            }
        }
    }

    private static int migrate(Database database, String schema, List<String> users)
            throws SQLException {
        if (Migrations.class.getResource("/db/migration/" + schema) == null) {
            return 0; // a service that keeps nothing yet
        }
        var result =
                Flyway.configure()
                        .dataSource(database.url(), database.user(), database.password())
                        .initSql("SET ROLE " + schema + "_owner")
                        .defaultSchema(schema)
                        .schemas(schema)
                        .createSchemas(false)
                        .locations("classpath:db/migration/" + schema)
                        .validateMigrationNaming(true)
                        .cleanDisabled(true)
                        .loggers(MigrationLog.class.getName())
                        .load()
                        .migrate();
        if (result.migrationsExecuted > 0) {
            try (var connection = database.connect()) {
                Roles.protectHistory(connection, schema, users);
            }
        }
        return result.migrationsExecuted;
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElse("no reason given");
    }
}
