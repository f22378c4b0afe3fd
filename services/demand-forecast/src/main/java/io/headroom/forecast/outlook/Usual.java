package io.headroom.forecast.outlook;

import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;

/// What a GPU needs besides, of a series that was announced and of which no workload was ever seen. Somebody has said that it will come, so that
/// what is bought for it is chosen by the best guess there is.
final class Usual {

    private Usual() {}

    /// The forecast with what a GPU of the lane's largest other series needs; with one whole GPU and nothing else where the lane has no other. It says
    /// which of the two.
    static DemandForecast of(
            DemandForecast forecast,
            SortedMap<String, Shape> typical,
            SortedMap<String, Double> sizes) {
        String lane = forecast.series().lane() + "/";
        @Nullable String largest = null;
        for (String series : typical.keySet()) {
            boolean isLarger =
                    largest == null
                            || sizes.getOrDefault(series, 0.0) > sizes.getOrDefault(largest, 0.0);
            if (series.startsWith(lane) && isLarger) {
                largest = series;
            }
        }
        Shape like = largest == null ? null : typical.get(largest);
        Shape usual =
                new Shape(
                        forecast.series().allowed(),
                        1,
                        Shape.WHOLE,
                        0,
                        like == null ? 0 : like.cpuMillis(),
                        like == null ? 0 : like.memoryMib());
        String by =
                forecast.model()
                        + (like == null
                                ? "; a GPU is taken to need nothing besides"
                                : "; a GPU is taken to need what one of " + largest + " does");
        return forecast.with(usual).by(by);
    }
}
