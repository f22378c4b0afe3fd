package io.headroom.forecast.series;

import java.util.Collections;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.workload.WorkloadClass;

/// What is known of a series' demand besides its height, from what was asked for of late.
///
/// @param typical what one GPU of it needs besides, on average; absent while nobody knows
/// @param classShares which share each class asked for, together 1; empty while nobody knows
public record DemandHabits(@Nullable Shape typical, SortedMap<WorkloadClass, Double> classShares) {

    public static final DemandHabits UNKNOWN = new DemandHabits(null, Collections.emptySortedMap());

    /// The forecast with what is known besides.
    public DemandForecast of(DemandForecast forecast) {
        return forecast.with(typical).askedBy(classShares);
    }
}
