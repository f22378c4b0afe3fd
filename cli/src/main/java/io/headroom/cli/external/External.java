package io.headroom.cli.external;

import java.util.Optional;

import io.headroom.local.postgres.Database;

/// What runs elsewhere already, and is neither fetched nor started nor stopped.
///
/// @param nats the URL of a nats-server or of several, by comma
public record External(Optional<Database> database, Optional<String> nats) {
    public static External none() {
        return new External(Optional.empty(), Optional.empty());
    }
}
