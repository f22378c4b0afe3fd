package io.headroom.forecast.composition;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// What is known of one minute of a series, or of a part of it.
///
/// @param gpus wanted of the series; absent in a gap, and of parts
/// @param arrivals workloads; @param work millionths of a GPU-second
/// @param running milli-GPUs, as queued
record Minute(
        Instant at,
        @Nullable Double gpus,
        @Nullable Long arrivals,
        @Nullable Long work,
        @Nullable Long running,
        @Nullable Long queued,
        @Nullable Long waiting,
        @Nullable Double outlived,
        @Nullable Double unasked) {

    /// What is wanted, by what it is made of; absent where that is not known.
    @Nullable Double made() {
        return running == null || queued == null
                ? null
                : Double.valueOf(
                        (running + queued) / 1000.0
                                - (outlived == null ? 0 : outlived)
                                + (unasked == null ? 0 : unasked));
    }
}
