package io.headroom.cli.up;

import java.time.Duration;
import java.util.function.Consumer;

import io.headroom.local.Home;
import io.headroom.local.identity.Secrets;
import io.headroom.local.nats.ExternalNats;
import io.headroom.local.nats.LocalNats;
import io.headroom.local.nats.NatsBinary;
import io.headroom.local.nats.NatsTrust;
import io.headroom.local.postgres.Database;
import io.headroom.local.postgres.LocalPostgres;
import io.headroom.local.postgres.Migrations;

/// What carries the services: a PostgreSQL and a nats-server of this home, or those that somebody else runs.
final class Carriers {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String NOT_OURS = "not ours";

    private final UpOptions options;
    private final Home home;
    private final Supervisor supervisor;
    private final Consumer<String> say;
    private final Secrets secrets;

    Carriers(UpOptions options, Supervisor supervisor, Consumer<String> say, Secrets secrets) {
        this.options = options;
        this.home = options.home();
        this.supervisor = supervisor;
        this.say = say;
        this.secrets = secrets;
    }

    /// Returns its version, when it can be used and is migrated.
    String startPostgres() {
        var external = options.external().database();
        if (external.isPresent()) {
            say.accept("using PostgreSQL at " + external.get());
            migrate(external.get());
            return NOT_OURS;
        }
        say.accept("starting PostgreSQL");
        var password = secrets.databasePassword(LocalPostgres.SUPERUSER);
        var postgres = LocalPostgres.prepare(home, options.ports().postgres(), password);
        supervisor.start(postgres.launch(), options.ports().postgres());
        if (!postgres.ready(LIMIT)) {
            throw NotReady.of(home, "postgres", LIMIT);
        }
        migrate(new Database(postgres.jdbcUrl("headroom"), LocalPostgres.SUPERUSER, password));
        return postgres.version();
    }

    private void migrate(Database database) {
        var applied = Migrations.run(database, secrets.databasePasswords(Migrations.SERVICES));
        if (applied > 0) {
            say.accept("migrated the database (" + applied + " steps)");
        }
    }

    /// Returns its version, when it takes connections.
    String startNats() {
        var external = options.external().nats();
        if (external.isPresent()) {
            say.accept("using NATS at " + external.get());
            var trust = NatsTrust.write(home, secrets.nats());
            return ExternalNats.check(external.get(), secrets.natsOnlooker(), trust);
        }
        var program = new NatsBinary(System.getenv(), home.tools(), say).find();
        say.accept("starting nats-server");
        var nats = LocalNats.prepare(home, options.ports().nats(), program, secrets.nats());
        supervisor.start(nats.launch(), options.ports().nats());
        return nats.ready(LIMIT)
                .map(LocalNats.Settings::version)
                .orElseThrow(() -> NotReady.of(home, "nats", LIMIT));
    }
}
