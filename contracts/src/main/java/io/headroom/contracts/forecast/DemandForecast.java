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
/// @param model which model said it; @param usable whether scaling may rely on it, in `usableIn` alone where that is given
/// @param why why it is not usable, or not outside of `usableIn`; empty if it is
/// @param typical what one GPU of the demand needs besides, on average; absent while nobody knows. A node bought ahead must hold it
/// @param usableIn the times for which somebody announced demand of a series that could not be relied upon without; all quantiles are nothing
///     in the rest. Absent where all of it can be relied upon, or nothing
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
        @Nullable Shape typical,
        @Nullable List<Span> usableIn)
        implements Event {

    public DemandForecast {
        usableIn = usableIn == null ? null : List.copyOf(usableIn);
    }

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
        this(series, version, from, step, quantiles, model, usable, why, null, null);
    }

    /// A forecast of which all can be relied upon, or nothing.
    public DemandForecast(
            SeriesKey series,
            long version,
            Instant from,
            Duration step,
            SortedMap<String, List<Double>> quantiles,
            String model,
            boolean usable,
            String why,
            @Nullable Shape typical) {
        this(series, version, from, step, quantiles, model, usable, why, typical, null);
    }

    public DemandForecast with(@Nullable Shape known) {
        return new DemandForecast(
                series, version, from, step, quantiles, model, usable, why, known, usableIn);
    }

    /// The same, said by other models.
    public DemandForecast by(String other) {
        return new DemandForecast(
                series, version, from, step, quantiles, other, usable, why, typical, usableIn);
    }

    /// One that can be relied upon in these times alone.
    public DemandForecast within(List<Span> times) {
        return new DemandForecast(
                series, version, from, step, quantiles, model, usable, why, typical, times);
    }

    /// Whether scaling may rely on what it says of an instant.
    public boolean usableAt(Instant at) {
        return usable && (usableIn == null || usableIn.stream().anyMatch(s -> s.covers(at)));
    }

    /// The part of it that says what comes first.
    public DemandForecast first(long steps) {
        SortedMap<String, List<Double>> cut = new TreeMap<>();
        quantiles.forEach((level, path) -> cut.put(level, path.stream().limit(steps).toList()));
        return new DemandForecast(
                series, version, from, step, cut, model, usable, why, typical, usableIn);
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
