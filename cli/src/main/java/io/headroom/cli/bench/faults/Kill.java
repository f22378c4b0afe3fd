package io.headroom.cli.bench.faults;

import java.time.Duration;
import java.time.Instant;

/// One process that was killed with -9.
///
/// @param at virtual
/// @param unfinished workloads that had been submitted and had not ended
/// @param away real time until it ran again and all services were ready
record Kill(String process, Instant at, long unfinished, Duration away) {}
