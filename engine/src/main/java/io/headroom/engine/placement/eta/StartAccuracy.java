package io.headroom.engine.placement.eta;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

import io.headroom.engine.placement.eta.ToldStart.Kept;
import io.headroom.engine.placement.eta.ToldStart.Outcome;

/// What estimates of starts were worth; sums, so that many can be added up.
///
/// @param told how many were told
/// @param medians of how many it is known whether they started by the median
/// @param byMedian how many of these did
/// @param lates of how many it is known whether they started by the late time
/// @param byLate how many of these did
/// @param started how many did start, sooner or later
/// @param absoluteError seconds between the median and the start, of those that started, summed
/// @param error the same, with starts before the median counted against those after it
/// @param waited seconds from the telling to the start, summed
public record StartAccuracy(
        long told,
        long medians,
        long byMedian,
        long lates,
        long byLate,
        long started,
        double absoluteError,
        double error,
        double waited) {

    private static final double MILLIS = 1000;

    static final StartAccuracy NONE = new StartAccuracy(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static StartAccuracy of(List<ToldStart> all) {
        return all.stream().map(StartAccuracy::of).reduce(NONE, StartAccuracy::plus);
    }

    static StartAccuracy of(ToldStart one) {
        Kept median = one.startedBy(one.median());
        Kept late = one.startedBy(one.late());
        boolean started = one.outcome() instanceof Outcome.Started;
        double error =
                one.outcome() instanceof Outcome.Started(var at)
                        ? Duration.between(one.median(), at).toMillis() / MILLIS
                        : 0;
        double waited =
                one.outcome() instanceof Outcome.Started(var at)
                        ? Math.max(0, Duration.between(one.at(), at).toMillis() / MILLIS)
                        : 0;
        return new StartAccuracy(
                1,
                known(median),
                kept(median),
                known(late),
                kept(late),
                started ? 1 : 0,
                Math.abs(error),
                error,
                waited);
    }

    private static long known(Kept kept) {
        return switch (kept) {
            case YES, NO -> 1;
            case UNKNOWN -> 0;
        };
    }

    private static long kept(Kept kept) {
        return kept == Kept.YES ? 1 : 0;
    }

    public StartAccuracy plus(StartAccuracy other) {
        return new StartAccuracy(
                told + other.told,
                medians + other.medians,
                byMedian + other.byMedian,
                lates + other.lates,
                byLate + other.byLate,
                started + other.started,
                absoluteError + other.absoluteError,
                error + other.error,
                waited + other.waited);
    }

    /// Share that started by the median: close to a half where the median is one.
    public OptionalDouble medianCoverage() {
        return share(byMedian, medians);
    }

    /// Share that started by the late time: close to nine of ten where the doubt is right.
    public OptionalDouble lateCoverage() {
        return share(byLate, lates);
    }

    /// Seconds by which the median was off, on the mean.
    public OptionalDouble meanAbsoluteError() {
        return ratio(absoluteError, (double) started);
    }

    /// Seconds by which starts came after the median, on the mean; below nothing where they came before it.
    public OptionalDouble meanError() {
        return ratio(error, (double) started);
    }

    /// How much the median was off in units of what was waited.
    public OptionalDouble relativeError() {
        return ratio(absoluteError, waited);
    }

    private static OptionalDouble share(long part, long whole) {
        return ratio((double) part, (double) whole);
    }

    private static OptionalDouble ratio(double part, double whole) {
        return whole > 0 ? OptionalDouble.of(part / whole) : OptionalDouble.empty();
    }
}
