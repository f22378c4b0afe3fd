package io.headroom.engine.scaling.want;

/// What demand is thought to be by a forecast, and what becomes of that once arrivals have been seen.
///
/// The forecast is a gamma distribution with the same median and the same quantile [#HIGH]: its own doubt says how many arrivals it is
/// worth. Arrivals are a Poisson count over the time that was watched. So a few move a sure forecast little and a doubtful one more, and
/// thousands move any of them wholly. Quantiles are taken as Wilson and Hilferty do (1931): the cube root of a gamma is close to normal.
///
/// @param median GPUs that are exceeded with a chance of one half; @param high GPUs that are exceeded with a chance of one in ten
record DemandBelief(double median, double high) {

    /// The second quantile that a forecast is known by: far enough out to tell its doubt, and not where only a few errors ever were.
    static final double HIGH = 0.9;

    /// The normal distribution's quantile at [#HIGH].
    private static final double DEVIATIONS = 1.2815515655446004;

    /// The median GPUs that are wanted, having seen arrivals in the queue. Never less than foreseen: who found a place at once is not in
    /// the queue, so that it can say that more comes, and not that less does.
    ///
    /// @param arrived replicas; @param gpus that they ask for, all together
    /// @param busy GPUs that would be busy if they went on arriving so; more than nothing if some arrived
    double having(double arrived, double gpus, double busy) {
        if (arrived <= 0 || gpus <= 0) {
            return median;
        }
        double each = gpus / arrived;
        double perGpu = Math.max(each, scale());
        double shape = mean() / perGpu + arrived;
        double rate = 1 / perGpu + arrived / busy;
        return Math.max(median, shape / rate * cube(1 - 1 / (9 * shape)));
    }

    /// GPUs by which one arrival more moves it: a count is never surer than chance makes it, whatever the forecast says, and so this is
    /// one replica at least where it is used.
    private double scale() {
        double mean = mean();
        return mean <= 0 ? 0 : mean / shape();
    }

    private double mean() {
        double spread = spread();
        return high / cube(1 - spread * spread + DEVIATIONS * spread);
    }

    private double shape() {
        double spread = spread();
        return spread <= 0 ? Double.POSITIVE_INFINITY : 1 / (9 * spread * spread);
    }

    /// A third of one over the root of the shape: what solves `cbrt(high / median) = 1 + DEVIATIONS x / (1 - x x)`.
    private double spread() {
        if (median <= 0) {
            return high <= 0 ? 0 : 1;
        }
        double beyond = Math.cbrt(Math.max(1, high / median)) - 1;
        return beyond <= 0
                ? 0
                : (Math.sqrt(DEVIATIONS * DEVIATIONS + 4 * beyond * beyond) - DEVIATIONS)
                        / (2 * beyond);
    }

    private static double cube(double x) {
        return x * x * x;
    }
}
