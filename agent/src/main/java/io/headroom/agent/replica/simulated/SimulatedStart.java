package io.headroom.agent.replica.simulated;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.Prepared;

/// How long a simulated replica fetches and loads, by its variables `SIMULATED_FETCH` and `SIMULATED_LOAD`, such as `PT40S`; what is absent or cannot be
/// understood takes no time. What was fetched once is on the node from then on.
///
/// @param fetch virtual; empty where nothing has to be fetched
/// @param load virtual
record SimulatedStart(Optional<Duration> fetch, Duration load) {

    static final String FETCH = "SIMULATED_FETCH";
    static final String LOAD = "SIMULATED_LOAD";

    /// @param first whether nothing was fetched on the node since it came up
    static SimulatedStart of(Map<String, String> environment, boolean first) {
        return new SimulatedStart(
                time(environment.get(FETCH)).map(all -> first ? all : Duration.ZERO),
                time(environment.get(LOAD)).orElse(Duration.ZERO));
    }

    Duration total() {
        return load.plus(fetch.orElse(Duration.ZERO));
    }

    private static Optional<Duration> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(Duration::parse)
                    .filter(time -> !time.isNegative() && time.compareTo(Prepared.LONGEST) <= 0);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
