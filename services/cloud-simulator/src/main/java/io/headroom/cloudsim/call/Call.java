package io.headroom.cloudsim.call;

import java.time.Instant;
import java.util.List;

import io.headroom.cloudsim.market.Provider;

/// One call to a simulated provider.
///
/// @param number counts all calls since the simulator started
/// @param at when it arrived, in real time
/// @param virtualAt the same in virtual time
/// @param tookMillis until its answer was ready, in real time
/// @param outcome `ok`, or the provider's error code
/// @param subjects the instances (or machines) that it was about, or made
public record Call(
        long number,
        Instant at,
        Instant virtualAt,
        double tookMillis,
        Provider provider,
        String action,
        String outcome,
        List<String> subjects) {}
