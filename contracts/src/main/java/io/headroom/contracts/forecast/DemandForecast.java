package io.headroom.contracts.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// What a series is expected to want.
///
/// @param from the first instant that is forecast; one value each `step` from there
/// @param quantiles by level (`0.5`, `0.9`, ...) the GPUs wanted, running and waiting, uncapped by what there is
/// @param model which model said it; @param usable whether scaling may rely on it
/// @param why why it is not usable; empty if it is
@EventName(context = "forecast", name = "demand-forecast")
public record DemandForecast(
        SeriesKey series,
        long version,
        Instant from,
        Duration step,
        SortedMap<String, List<Double>> quantiles,
        String model,
        boolean usable,
        String why)
        implements Event {

    @Override
    public String key() {
        return series.lane() + "." + series.models().replace('.', '_');
    }

    @Override
    public long version() {
        return version;
    }
}
