package io.headroom.contracts.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// What a series is expected to want.
///
/// @param from the first instant that is forecast; one value each `step` from there
/// @param quantiles by level (`0.5`, `0.9`, ...) the GPUs wanted, running and waiting, uncapped by what there is
/// @param model which model said it; @param usable whether scaling may rely on it
/// @param why why it is not usable; empty if it is
/// @param typical what one GPU of the demand needs besides, on average; absent while nobody knows. A node bought ahead must hold it
@EventName(context = "forecast", name = "demand-forecast")
public record DemandForecast(
        SeriesKey series,
        long version,
        Instant from,
        Duration step,
        SortedMap<String, List<Double>> quantiles,
        String model,
        boolean usable,
        String why,
        @Nullable Shape typical)
        implements Event {

    /// A forecast of which nobody knows what its GPUs need besides.
    public DemandForecast(
            SeriesKey series,
            long version,
            Instant from,
            Duration step,
            SortedMap<String, List<Double>> quantiles,
            String model,
            boolean usable,
            String why) {
        this(series, version, from, step, quantiles, model, usable, why, null);
    }

    public DemandForecast with(@Nullable Shape known) {
        return new DemandForecast(
                series, version, from, step, quantiles, model, usable, why, known);
    }

    /// The same, not to be relied upon.
    public DemandForecast unusable(String because) {
        return new DemandForecast(
                series, version, from, step, quantiles, model, false, because, typical);
    }

    /// The part of it that says what comes first.
    public DemandForecast first(long steps) {
        SortedMap<String, List<Double>> cut = new TreeMap<>();
        quantiles.forEach((level, path) -> cut.put(level, path.stream().limit(steps).toList()));
        return new DemandForecast(series, version, from, step, cut, model, usable, why, typical);
    }

    @Override
    public String key() {
        return series.lane() + "." + series.models().replace('.', '_');
    }

    @Override
    public long version() {
        return version;
    }
}
