package io.headroom.engine.forecast.model;

import java.util.List;

import io.headroom.engine.forecast.model.series.Rates;
import io.headroom.engine.forecast.model.series.Ridge;
import io.headroom.engine.forecast.model.series.Series;

/// Regression of the logarithm of the expected demand, fitted as one fits counts (quasi-likelihood of Poisson).
///
/// What is expected is a product: what a day looks like at this phase, times how today's level compares with that of
/// earlier days. The logarithm is taken of means alone, never of single values, so that noughts and ones do no harm, and the error
/// weighs as it does for counts: little where much is expected.
public record RateRegression() implements Model {
    /// How many rows the belief "today is like the mean of the days before" weighs against. Half and four times as many change little:
    /// most of what there is to know is in the belief.
    private static final double PULL = 100;

    /// Steps of the horizon that are near each other share a regression.
    private static final int BUCKETS = 3;

    private static final int ROWS = 600;

    /// From one bucket to the next the coefficients change so little that two turns are enough.
    private static final int TURNS = 2;

    /// The logarithm begins at this share of the mean demand: a tenth of it more or less is no news.
    private static final double OFFSET = 0.1;

    /// A working error beyond this is a crowd or a broken hour, and tells nothing of the rate.
    private static final double FARTHEST = 3;

    private static final int HEAD = 4;

    @Override
    public String name() {
        return "rate-regression";
    }

    @Override
    public boolean suits(Series series, int end) {
        int day = series.seasonCount() == 0 ? 0 : series.season(0);
        return day > 1 && end >= 2 * day + 24;
    }

    @Override
    public double[] fit(Series series, int end, int horizon) {
        int day = series.season(0);
        int longest = series.longestSeason(end, 1.6);
        int week = longest > day ? longest : 0;
        double offset = OFFSET * series.mean(0, end) + 1e-6;
        Rates rates = new Rates(series, end, day, week, offset);
        int buckets = Math.min(BUCKETS, horizon);
        double[] parameters = new double[HEAD + buckets * rates.size];
        parameters[0] = horizon;
        parameters[1] = day;
        parameters[2] = week;
        parameters[3] = offset;
        double[] beta = new double[rates.size];
        for (int b = 0; b < buckets; b++) {
            Rows rows =
                    rows(rates, series, end, b * horizon / buckets, (b + 1) * horizon / buckets);
            for (int turn = 0; turn < TURNS; turn++) {
                beta = turn(rows, beta, offset);
            }
            System.arraycopy(beta, 0, parameters, HEAD + b * rates.size, rates.size);
        }
        return parameters;
    }

    /// What the regression sees: features, what it starts from, and the truth.
    private static final class Rows {
        final double[][] x;
        final double[] base;
        final double[] truth;
        int count;

        Rows(int room, int features) {
            x = new double[room][features];
            base = new double[room];
            truth = new double[room];
        }
    }

    /// The steps `low` to `high` of the horizon, from origins spread evenly over the past.
    private static Rows rows(Rates rates, Series series, int end, int low, int high) {
        int first = Math.max(rates.day, rates.week) + rates.day / 2;
        int possible = Math.max(0, end - first) * (high - low);
        // An odd stride meets every step of the horizon.
        int every = Math.max(1, possible / ROWS) | 1;
        Rows rows = new Rows(possible / every + 1, rates.size);
        for (int i = 0; i < possible; i += every) {
            int origin = first + i / (high - low);
            int h = low + i % (high - low);
            if (origin + h < end && series.isKnown(origin + h)) {
                rows.base[rows.count] = rates.fill(rows.x[rows.count], origin, h);
                rows.truth[rows.count++] = series.value(origin + h);
            }
        }
        return rows;
    }

    /// One turn of iterated least squares: errors in units of the rate, weighed by it.
    private static double[] turn(Rows rows, double[] beta, double offset) {
        Ridge ridge = new Ridge(beta.length);
        for (int i = 0; i < rows.count; i++) {
            double more = product(beta, 0, rows.x[i]);
            double rate = Math.exp(Math.clamp(rows.base[i] + more, -30, 30));
            double off = (rows.truth[i] + offset - rate) / rate;
            ridge.add(
                    rows.x[i], more + Math.clamp(off, -FARTHEST, FARTHEST), rate * OFFSET / offset);
        }
        return ridge.solve(PULL, new double[beta.length]);
    }

    private static double product(double[] parameters, int from, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += parameters[from + i] * x[i];
        }
        return sum;
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        return paths(parameters, series, List.of(end), horizon)[0];
    }

    @Override
    public double[][] paths(
            double[] parameters, Series series, List<Integer> origins, int horizon) {
        int fitted = (int) parameters[0];
        double offset = parameters[3];
        Rates rates =
                new Rates(
                        series,
                        origins.getLast(),
                        (int) parameters[1],
                        (int) parameters[2],
                        offset);
        int buckets = (parameters.length - HEAD) / rates.size;
        double[] x = new double[rates.size];
        double[][] paths = new double[origins.size()][horizon];
        for (int o = 0; o < paths.length; o++) {
            int origin = origins.get(o);
            for (int h = 0; h < horizon; h++) {
                int bucket = Math.min(buckets - 1, Math.min(h, fitted - 1) * buckets / fitted);
                double base = rates.fill(x, origin, h);
                double rate = base + product(parameters, HEAD + bucket * x.length, x);
                paths[o][h] = Math.max(0, Math.exp(Math.min(rate, 30)) - offset);
            }
        }
        return paths;
    }
}
