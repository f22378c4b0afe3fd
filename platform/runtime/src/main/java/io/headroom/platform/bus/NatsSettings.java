package io.headroom.platform.bus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where the bus is and how long to wait for it: `headroom.nats.*`.
@ConfigMapping(prefix = "headroom.nats")
public interface NatsSettings {

    /// Where the bus is.
    @WithDefault("nats://127.0.0.1:7076")
    String url();

    /// The .creds file of this service's user.
    Optional<Path> credentials();

    /// Long enough for a busy server's fsync, short enough that a loop notices within a heartbeat. Half loses slow answers,
    /// twice delays the notice.
    @WithDefault("5s")
    Duration requestTimeout();

    /// A server that is gone is noticed after three of these. Half costs idle traffic, twice is a late leader.
    @WithDefault("2s")
    Duration pingInterval();

    /// A quarter of a second is below what a server needs to start; less is only noise in its log.
    @WithDefault("250ms")
    Duration reconnectWait();

    /// The account that agents belong to (public key, `A...`); provisioning alone has it.
    Optional<String> account();

    /// The file with the seed that signs agents' identities; provisioning alone has it.
    Optional<Path> agentSigningSeedFile();
}
