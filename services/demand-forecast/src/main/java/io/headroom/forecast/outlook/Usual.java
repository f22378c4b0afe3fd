package io.headroom.forecast.outlook;

import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.forecast.series.DemandHabits;

/// What is taken to be known of a series of which no workload was ever seen, since it was announced, or its past imported. Somebody has said that
/// it is wanted, so that what is bought for it is chosen by the best guess there is.
final class Usual {

    private Usual() {}

    /// The forecast with the habits of the lane's largest other series; with one whole GPU and nothing else where the lane has no other. It says
    /// which of the two.
    static DemandForecast of(
            DemandForecast forecast,
            SortedMap<String, DemandHabits> habits,
            SortedMap<String, Double> sizes) {
        String lane = forecast.series().lane() + "/";
        @Nullable String largest = null;
        for (String series : habits.keySet()) {
            boolean isLarger =
                    largest == null
                            || sizes.getOrDefault(series, 0.0) > sizes.getOrDefault(largest, 0.0);
            if (series.startsWith(lane) && isLarger) {
                largest = series;
            }
        }
        DemandHabits like =
                largest == null
                        ? DemandHabits.UNKNOWN
                        : habits.getOrDefault(largest, DemandHabits.UNKNOWN);
        Shape needs = like.typical();
        Shape usual =
                new Shape(
                        forecast.series().allowed(),
                        1,
                        Shape.WHOLE,
                        0,
                        needs == null ? 0 : needs.cpuMillis(),
                        needs == null ? 0 : needs.memoryMib());
        String by =
                forecast.model()
                        + (needs == null
                                ? "; a GPU is taken to need nothing besides"
                                : "; a GPU is taken to need what one of " + largest + " does");
        return forecast.with(usual).askedBy(like.classShares()).by(by);
    }
}
