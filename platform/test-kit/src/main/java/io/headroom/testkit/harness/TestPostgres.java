package io.headroom.testkit.harness;

import java.time.Duration;

import io.headroom.local.Home;
import io.headroom.local.postgres.LocalPostgres;

/// The PostgreSQL of a test bed.
public final class TestPostgres {

    private final Home home;
    private final int port;
    private final String password;
    private final Duration limit;
    private final Server server;

    TestPostgres(Home home, int port, String password, Duration limit) {
        this.home = home;
        this.port = port;
        this.password = password;
        this.limit = limit;
        this.server = new Server(home.root().resolve("postgres.pid"));
    }

    /// Starts it and waits until it answers queries.
    public void start() {
        LocalPostgres postgres = LocalPostgres.prepare(home, port, password);
        server.start(postgres.launch());
        if (!postgres.ready(limit)) {
            throw new IllegalStateException(
                    "PostgreSQL does not start: see " + home.log("postgres"));
        }
    }

    /// kill -9, with all its children.
    public void kill() {
        server.kill();
    }
}
