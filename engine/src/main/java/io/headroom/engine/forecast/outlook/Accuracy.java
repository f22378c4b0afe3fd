package io.headroom.engine.forecast.outlook;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// How forecasts did once the truth was known: sums over the steps that were scored, so that many can be added up.
///
/// What is asked of each, and where it comes from:
/// - the loss of a quantile: Koenker and Bassett, "Regression quantiles" (1978); over the demand it is the weighted quantile loss of GluonTS
///   (Alexandrov and others, 2020). On average it is least for who says what he believes (Gneiting and Raftery, "Strictly proper scoring
///   rules", 2007);
/// - the scaled error: Hyndman and Koehler, "Another look at measures of forecast accuracy" (2006), with one change: errors of seasonal
///   naive are taken over the steps that are scored, not over those that were learned from, so that a hard day is hard for both.
public final class Accuracy {
    private static final double MEDIAN = 0.5;

    /// What is summed once for each step, behind the losses and counts of levels and intervals: places from the end.
    private static final int ERROR = 6;

    private static final int AS_NOW_ERROR = 5;
    private static final int DEMAND = 4;
    private static final int STEPS = 3;
    private static final int COMPARED_ERROR = 2;
    private static final int SEASONAL_ERROR = 1;

    private final List<Double> levels;
    private final double[] sums;

    private Accuracy(List<Double> levels, double[] sums) {
        this.levels = levels;
        this.sums = sums;
    }

    /// Two levels as far from the median as each other, and the share of the truth that should lie between them.
    private record Interval(int low, int high, double share) {}

    /// What adds nothing to any other of these levels.
    ///
    /// @param levels rising, the median among them
    public static Accuracy none(List<Double> levels) {
        return new Accuracy(List.copyOf(levels), new double[size(levels)]);
    }

    /// How many numbers [#toArray] has.
    public static int size(List<Double> levels) {
        return 2 * levels.size() + intervals(levels).size() + ERROR;
    }

    /// What [#toArray] gave.
    public static Accuracy of(List<Double> levels, double[] sums) {
        if (sums.length != size(levels)) {
            throw new IllegalArgumentException(
                    "of these levels there are %d sums, not %d"
                            .formatted(size(levels), sums.length));
        }
        return new Accuracy(List.copyOf(levels), sums.clone());
    }

    /// One step of one forecast.
    ///
    /// @param quantiles what was said, for each level, in GPUs
    /// @param truth what then was wanted, in GPUs
    /// @param asNow what was wanted when it was said; absent where that is not known
    /// @param seasonal what seasonal naive would have said; absent where that much of the past is not known
    public static Accuracy step(
            List<Double> levels,
            List<Double> quantiles,
            double truth,
            OptionalDouble asNow,
            OptionalDouble seasonal) {
        Accuracy one = none(levels);
        int n = levels.size();
        for (int q = 0; q < n; q++) {
            double off = truth - quantiles.get(q);
            double level = levels.get(q);
            one.sums[q] = 2 * Math.max(level * off, (level - 1) * off);
            one.sums[n + q] = off <= 0 ? 1 : 0;
        }
        int at = 2 * n;
        for (Interval interval : intervals(levels)) {
            boolean holds =
                    quantiles.get(interval.low) <= truth && truth <= quantiles.get(interval.high);
            one.sums[at++] = holds ? 1 : 0;
        }
        double error = Math.abs(truth - quantiles.get(levels.indexOf(MEDIAN)));
        one.set(ERROR, error);
        one.set(AS_NOW_ERROR, Math.abs(truth - asNow.orElse(truth)));
        one.set(DEMAND, truth);
        one.set(STEPS, 1);
        if (seasonal.isPresent()) {
            one.set(COMPARED_ERROR, error);
            one.set(SEASONAL_ERROR, Math.abs(truth - seasonal.getAsDouble()));
        }
        return one;
    }

    public Accuracy plus(Accuracy other) {
        if (!levels.equals(other.levels)) {
            throw new IllegalArgumentException("other levels: " + levels + " and " + other.levels);
        }
        double[] both = sums.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] += other.sums[i];
        }
        return new Accuracy(levels, both);
    }

    /// The sums, to be kept; see [#of].
    public double[] toArray() {
        return sums.clone();
    }

    /// How many steps were scored.
    public long steps() {
        return Math.round(get(STEPS));
    }

    /// Mean over the levels of twice the quantile loss, over the demand; absent where nothing was wanted.
    public OptionalDouble weightedQuantileLoss() {
        double sum = 0;
        for (int q = 0; q < levels.size(); q++) {
            sum += sums[q];
        }
        return ratio(sum / levels.size(), get(DEMAND));
    }

    /// Absolute errors of the median over the demand; absent where nothing was wanted.
    public OptionalDouble errorRatio() {
        return ratio(get(ERROR), get(DEMAND));
    }

    /// Absolute errors of the median over those of "as now"; absent where that was always right.
    public OptionalDouble againstAsNow() {
        return ratio(get(ERROR), get(AS_NOW_ERROR));
    }

    /// MASE: absolute errors of the median over those of seasonal naive, in the steps of which it has something to say; below 1 is better than
    /// it. Absent where it was always right, or never had anything to say.
    public OptionalDouble againstSeasonalNaive() {
        return ratio(get(COMPARED_ERROR), get(SEASONAL_ERROR));
    }

    /// Share of the steps in which the truth did not exceed each level's quantile, in the order of the levels: close to the level where the doubt is right.
    /// Above it where demand is often nothing, since then many quantiles are the same.
    public List<Double> coverage() {
        List<Double> shares = new ArrayList<>();
        for (int q = 0; q < levels.size(); q++) {
            shares.add(sums[levels.size() + q] / Math.max(1, get(STEPS)));
        }
        return shares;
    }

    /// Share of the steps in which the truth lay in each central interval, in the order of [#shares].
    public List<Double> held() {
        List<Double> held = new ArrayList<>();
        for (int i = 0; i < intervals(levels).size(); i++) {
            held.add(sums[2 * levels.size() + i] / Math.max(1, get(STEPS)));
        }
        return held;
    }

    /// The share that each central interval should hold, widest first: 0.9 from the quantile 0.05 to 0.95.
    public static List<Double> shares(List<Double> levels) {
        return intervals(levels).stream().map(Interval::share).toList();
    }

    private static List<Interval> intervals(List<Double> levels) {
        List<Interval> found = new ArrayList<>();
        for (int low = 0; low < levels.size(); low++) {
            for (int high = low + 1; high < levels.size(); high++) {
                if (Math.abs(levels.get(low) + levels.get(high) - 1) < 1e-9) {
                    double share = levels.get(high) - levels.get(low);
                    found.add(new Interval(low, high, Math.round(share * 1000) / 1000.0));
                }
            }
        }
        return found;
    }

    private static OptionalDouble ratio(double of, double over) {
        return over > 0 ? OptionalDouble.of(of / over) : OptionalDouble.empty();
    }

    private double get(int fromEnd) {
        return sums[sums.length - fromEnd];
    }

    private void set(int fromEnd, double value) {
        sums[sums.length - fromEnd] = value;
    }
}
