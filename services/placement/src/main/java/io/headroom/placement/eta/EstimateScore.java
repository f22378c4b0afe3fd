package io.headroom.placement.eta;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.placement.eta.StartAccuracy;
import io.headroom.engine.placement.eta.StartScores;
import io.headroom.engine.placement.eta.ToldStart.Ahead;
import io.headroom.placement.eta.ToldTable.ToldBy;

/// What the first estimates that workloads were told of their starts were worth.
///
/// @param ahead only those whose median was so far ahead when it was told; absent if all
/// @param waitedFor only those that waited for this when they were told; absent if all
/// @param told how many were told, of the newest
/// @param scored of how many it is known whether they started by the 90 % time
/// @param coverage50 share that started by the median; 0.5 is right
/// @param coverage90 share that started by the 90 % time; 0.9 is right
/// @param errorSeconds how far from the median they started, on the mean
/// @param lateSeconds how long after the median they started, on the mean; below 0 if before it
/// @param errorRatio absolute errors of the median over what was waited
public record EstimateScore(
        ToldBy toldBy,
        @Nullable Ahead ahead,
        @Nullable String waitedFor,
        long told,
        long started,
        long scored,
        @Nullable Double coverage50,
        @Nullable Double coverage90,
        @Nullable Double errorSeconds,
        @Nullable Double lateSeconds,
        @Nullable Double errorRatio) {

    /// Of all; then by how far ahead; then by what was waited for. Nothing where nothing was told.
    static List<EstimateScore> of(ToldBy by, StartScores scores) {
        List<EstimateScore> all = new ArrayList<>();
        if (scores.all().told() > 0) {
            all.add(of(by, null, null, scores.all()));
        }
        scores.byAhead().forEach((ahead, its) -> all.add(of(by, ahead, null, its)));
        scores.byWaitedFor().forEach((what, its) -> all.add(of(by, null, what, its)));
        return all;
    }

    private static EstimateScore of(
            ToldBy by, @Nullable Ahead ahead, @Nullable String waitedFor, StartAccuracy accuracy) {
        return new EstimateScore(
                by,
                ahead,
                waitedFor,
                accuracy.told(),
                accuracy.started(),
                accuracy.lates(),
                orNull(accuracy.medianCoverage()),
                orNull(accuracy.lateCoverage()),
                orNull(accuracy.meanAbsoluteError()),
                orNull(accuracy.meanError()),
                orNull(accuracy.relativeError()));
    }

    private static @Nullable Double orNull(OptionalDouble figure) {
        return figure.isPresent() ? figure.getAsDouble() : null;
    }
}
