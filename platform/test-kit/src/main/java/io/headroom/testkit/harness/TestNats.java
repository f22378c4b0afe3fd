package io.headroom.testkit.harness;

import java.nio.file.Path;
import java.time.Duration;

import io.headroom.local.Home;
import io.headroom.local.nats.LocalNats;
import io.headroom.local.nats.NatsIdentities;

/// The nats-server of a test bed.
public final class TestNats {

    private final Home home;
    private final LocalNats nats;
    private final Duration limit;
    private final Server server;

    TestNats(Home home, int port, Path program, NatsIdentities identities, Duration limit) {
        this.home = home;
        this.nats = LocalNats.prepare(home, port, program, identities);
        this.limit = limit;
        this.server = new Server(home.root().resolve("nats.pid"));
    }

    public String url() {
        return nats.url();
    }

    /// Starts it and waits until it takes connections.
    public void start() {
        server.start(nats.launch());
        if (nats.ready(limit).isEmpty()) {
            throw new IllegalStateException("nats-server does not start: see " + home.log("nats"));
        }
    }

    /// kill -9.
    public void kill() {
        server.kill();
    }

    /// Takes away all that JetStream stored; only while it does not run.
    public void loseStorage() {
        Folders.delete(home.nats().resolve("jetstream"));
    }
}
