package io.headroom.engine.forecast.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// What was wanted of one series, a value for each step; NaN where it is not known.
///
/// Values that cannot be demand (negative, infinite, absurd) are taken for gaps: one broken report
/// must not stop the loop, and must not be believed either.
public final class DemandHistory {
    /// A trillion GPUs is no demand; squares and sums of what is left stay far from overflow.
    private static final double ABSURD = 1e12;

    private final String series;
    private final Instant start;
    private final Duration step;
    private final double[] values;

    public DemandHistory(String series, Instant start, Duration step, double[] values) {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        this.series = series;
        this.start = start;
        this.step = step;
        this.values = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            this.values[i] = demand(values[i]);
        }
    }

    /// Takes the values as they are: they have been looked at.
    private DemandHistory(double[] values, DemandHistory like) {
        this.series = like.series;
        this.start = like.start;
        this.step = like.step;
        this.values = values;
    }

    private static double demand(double value) {
        return value >= 0 && value <= ABSURD ? value : Double.NaN;
    }

    public DemandHistory(Instant start, Duration step, double[] values) {
        this("demand", start, step, values);
    }

    public String series() {
        return series;
    }

    public Instant start() {
        return start;
    }

    public Duration step() {
        return step;
    }

    public int size() {
        return values.length;
    }

    public double value(int index) {
        return values[index];
    }

    public boolean isKnown(int index) {
        return !Double.isNaN(values[index]);
    }

    /// The first instant that this history says nothing about.
    public Instant end() {
        return start.plus(step.multipliedBy(values.length));
    }

    /// Which step an instant lies in; -1 if in none.
    public int indexOf(Instant at) {
        if (at.isBefore(start) || !at.isBefore(end())) {
            return -1;
        }
        return (int) Duration.between(start, at).dividedBy(step);
    }

    /// The highest value known; 0 if none is.
    public double highest() {
        double highest = 0;
        for (double value : values) {
            highest = value > highest ? value : highest;
        }
        return highest;
    }

    /// How many values are known.
    public int known() {
        int known = 0;
        for (double value : values) {
            known += Double.isNaN(value) ? 0 : 1;
        }
        return known;
    }

    /// The mean of the values known; 0 if none is.
    public double mean() {
        double sum = 0;
        int known = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return known == 0 ? 0 : sum / known;
    }

    /// The first `count` steps, as the past looked then.
    public DemandHistory head(int count) {
        return new DemandHistory(series, start, step, Arrays.copyOf(values, count));
    }

    /// The last `count` steps, or all where there are fewer.
    public DemandHistory tail(int count) {
        int from = Math.max(0, values.length - count);
        return new DemandHistory(
                series,
                start.plus(step.multipliedBy(from)),
                step,
                Arrays.copyOfRange(values, from, values.length));
    }

    /// What of it was before an instant.
    public DemandHistory until(Instant end) {
        if (!end().isAfter(end)) {
            return this;
        }
        long steps = Duration.between(start, end).dividedBy(step);
        return new DemandHistory(
                series, start, step, Arrays.copyOf(values, Math.clamp(steps, 0, values.length)));
    }

    /// One more step, at the end.
    public DemandHistory plus(double value) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = demand(value);
        return new DemandHistory(longer, this);
    }

    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DemandHistory that
                && series.equals(that.series)
                && start.equals(that.start)
                && step.equals(that.step)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * series.hashCode() + start.hashCode()) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return series + ": " + values.length + " steps of " + step + " from " + start;
    }
}
