package io.headroom.cli.up;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import io.headroom.cli.external.External;
import io.headroom.local.Home;
import io.headroom.local.Ports;

/// What `up` was asked for.
///
/// @param start where a new clock begins
/// @param speed how many times faster than real time the clock runs
/// @param beginning whether a new Headroom is given something to begin with
/// @param external what is used instead of being started
/// @param caches whether the services use their caches of loaded classes or make them
record UpOptions(
        Home home,
        Path project,
        Ports ports,
        Optional<Instant> start,
        int speed,
        Beginning beginning,
        ClassCaches caches,
        External external) {
    /// What a new Headroom knows of.
    enum Beginning {
        EMPTY,
        DECLARED
    }

    /// One machine is one cell.
    static final String CELL = "local";
}
