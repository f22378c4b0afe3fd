package io.headroom.forecast.measure;

import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// What the demand of one origin is made of at one moment: `wanted = (running + queued) / 1000 - outlived + unasked`.
///
/// @param running milli-GPUs that workloads hold
/// @param queued milli-GPUs that workloads wait for; @param waiting how many workloads do
/// @param outlived GPUs of those that do not count as wanted: what waited for them would be over by now, had it not waited
/// @param unasked GPUs that are wanted though no workload asks for them: requests need them
public record Level(
        @JsonUnwrapped Origin origin,
        long running,
        long queued,
        long waiting,
        double outlived,
        double unasked) {

    /// GPUs that are wanted.
    public double wanted() {
        return (running + queued) / 1000.0 - outlived + unasked;
    }

    private Level plus(Level other) {
        return new Level(
                origin,
                running + other.running,
                queued + other.queued,
                waiting + other.waiting,
                outlived + other.outlived,
                unasked + other.unasked);
    }

    /// Adds up workload after workload.
    public static final class Sum {
        private final SortedMap<Origin, Level> levels = new TreeMap<>();

        /// @param wanted GPUs that it counts for
        public void running(Origin origin, long milliGpu, double wanted) {
            add(new Level(origin, milliGpu, 0, 0, outlived(milliGpu, wanted), 0));
        }

        /// @param wanted GPUs that it counts for
        public void waiting(Origin origin, long milliGpu, double wanted) {
            add(new Level(origin, 0, milliGpu, 1, outlived(milliGpu, wanted), 0));
        }

        /// @param gpus that requests need beyond what is wanted else
        public void unasked(Origin origin, double gpus) {
            add(new Level(origin, 0, 0, 0, 0, gpus));
        }

        private static double outlived(long milliGpu, double wanted) {
            return milliGpu / 1000.0 - wanted;
        }

        private void add(Level level) {
            levels.merge(level.origin(), level, Level::plus);
        }

        /// By origin.
        public SortedMap<Origin, Level> now() {
            return levels;
        }
    }
}
