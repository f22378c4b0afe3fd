package io.headroom.contracts.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;
import io.headroom.contracts.workload.WorkloadClass;

/// What a series is expected to want.
///
/// @param from the first instant that is forecast; one value each `step` from there
/// @param quantiles by level (`0.5`, `0.9`, ...) the GPUs wanted, running and waiting, uncapped by what there is
/// @param model which model said it; @param usable whether scaling may rely on it, in `usableIn` alone where that is given
/// @param why why it is not usable, or not outside of `usableIn`; empty if it is
/// @param typical what one GPU of the demand needs besides, on average; absent while nobody knows. A node bought ahead must hold it
/// @param classShares which share of the GPUs that were asked for of late each class asked for, 0 to 1, together 1; empty while nobody knows
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
        @Nullable List<Span> usableIn,
        @Nullable SortedMap<WorkloadClass, Double> classShares)
        implements Event {

    public DemandForecast {
        usableIn = usableIn == null ? null : List.copyOf(usableIn);
        classShares =
                classShares == null
                        ? Collections.emptySortedMap()
                        : Collections.unmodifiableSortedMap(classShares);
    }

    /// A forecast of which nobody knows what its GPUs need besides, nor who asks.
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
        this(series, version, from, step, quantiles, model, usable, why, typical, null, null);
    }

    /// The same with what one of its GPUs needs besides.
    public DemandForecast with(@Nullable Shape usual) {
        return copy(quantiles, model, usual, usableIn, classShares);
    }

    /// The same with who asks.
    public DemandForecast askedBy(@Nullable SortedMap<WorkloadClass, Double> shares) {
        return copy(quantiles, model, typical, usableIn, shares);
    }

    /// The same, said by other models.
    public DemandForecast by(String other) {
        return copy(quantiles, other, typical, usableIn, classShares);
    }

    /// One that can be relied upon in these times alone.
    public DemandForecast within(List<Span> times) {
        return copy(quantiles, model, typical, times, classShares);
    }

    private DemandForecast copy(
            SortedMap<String, List<Double>> paths,
            String said,
            @Nullable Shape usual,
            @Nullable List<Span> times,
            @Nullable SortedMap<WorkloadClass, Double> shares) {
        return new DemandForecast(
                series, version, from, step, paths, said, usable, why, usual, times, shares);
    }

    @Override
    public SortedMap<WorkloadClass, Double> classShares() {
        return classShares == null ? Collections.emptySortedMap() : classShares;
    }

    /// The last step that was known when it was made. Versions only count up: they are no times.
    public Instant knownUntil() {
        return from.minus(step);
    }

    /// Whether scaling may rely on what it says of an instant.
    public boolean usableAt(Instant at) {
        return usable && (usableIn == null || usableIn.stream().anyMatch(s -> s.covers(at)));
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
        return copy(cut, model, typical, usableIn, classShares);
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
