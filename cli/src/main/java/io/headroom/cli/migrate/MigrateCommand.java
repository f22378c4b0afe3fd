package io.headroom.cli.migrate;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.cli.external.DatabaseAccess;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.local.identity.Secrets;
import io.headroom.local.postgres.Migrations;

/// `headroom migrate`: makes database, roles and schemas what this version needs; for a PostgreSQL that
/// is not ours. The local one is migrated by `up`.
@Command(
        name = "migrate",
        description = "Bring the schemas of a PostgreSQL to this version.",
        mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
    @Option(
            names = "--database-url",
            required = true,
            paramLabel = "URL",
            description = "postgresql://HOST:PORT/NAME; the password is taken from PGPASSWORD.")
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "ROLE",
            description = "Who may create roles and the database (PGUSER; postgres by default).")
    private @Nullable String user;

    @Option(
            names = "--passwords",
            paramLabel = "DIR",
            description =
                    "A folder with a file for each service's role (placement, forecast,"
                            + " provisioning, cost) that holds its password; made in the home by"
                            + " default.")
    private @Nullable Path passwords;

    @Mixin private HomeOption home = new HomeOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var database = DatabaseAccess.of(url, Optional.ofNullable(user));
        var applied = Migrations.run(database, rolePasswords());
        spec.commandLine().getOut().println(applied + " migrations applied to " + database);
        return 0;
    }

    private Map<String, String> rolePasswords() {
        if (passwords == null) {
            return Secrets.of(home.home(), "local", Clock.system(ZoneOffset.UTC))
                    .databasePasswords(Migrations.SERVICES);
        }
        var found = new LinkedHashMap<String, String>();
        for (var schema : Migrations.SERVICES) {
            found.put(schema, OwnerOnly.read(passwords.resolve(schema)).strip());
        }
        return found;
    }
}
