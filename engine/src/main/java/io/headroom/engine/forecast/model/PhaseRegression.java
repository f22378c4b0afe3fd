package io.headroom.engine.forecast.model;

import java.util.Arrays;
import java.util.List;

import io.headroom.engine.forecast.model.series.Ridge;
import io.headroom.engine.forecast.model.series.Scale;
import io.headroom.engine.forecast.model.series.Series;

/// Regression of each step of the horizon on what is known now: recent levels, the same phase of earlier seasons, and how the
/// level then compared with the level now.
public record PhaseRegression(Scale scale) implements Model {
    /// How many rows the belief "as one season ago" weighs against.
    private static final double PULL = 8;

    /// Steps of the horizon that are near each other share a regression.
    private static final int BUCKETS = 24;

    /// Enough for a score of coefficients; four times as many change no digit that matters.
    private static final int ROWS = 600;

    private static final int HEAD = 3;

    @Override
    public String name() {
        return "phase-regression" + scale.suffix;
    }

    @Override
    public boolean suits(Series series, int end) {
        int m = series.longestSeason(end, 2);
        return m > 0 && end - m >= 24;
    }

    /// Over how many last steps the level is taken: one, three, and then four times as many until half a season.
    static int[] windows(int shortest) {
        int[] windows = {1, 3, 12, 48, 192};
        int count = 2;
        while (count < windows.length && windows[count] * 2 <= shortest) {
            count++;
        }
        return Arrays.copyOf(windows, count);
    }

    @Override
    public double[] fit(Series series, int end, int horizon) {
        int longest = series.longestSeason(end, 2);
        int cycles = end >= 3.5 * longest ? 2 : 1;
        Features features = new Features(series, end, scale, longest, cycles);
        int buckets = Math.min(BUCKETS, horizon);
        double[] parameters = new double[HEAD + buckets * features.size];
        parameters[0] = horizon;
        parameters[1] = longest;
        parameters[2] = cycles;
        for (int b = 0; b < buckets; b++) {
            double[] beta =
                    regress(
                            features,
                            series,
                            end,
                            b * horizon / buckets,
                            (b + 1) * horizon / buckets);
            System.arraycopy(beta, 0, parameters, HEAD + b * features.size, features.size);
        }
        return parameters;
    }

    /// Over the steps `low` to `high` of the horizon, from origins spread evenly over the past.
    private static double[] regress(Features features, Series series, int end, int low, int high) {
        Ridge ridge = new Ridge(features.size);
        double[] x = new double[features.size];
        int every = Math.max(1, (end - features.first) * (high - low) / ROWS);
        int untilNext = 0;
        for (int origin = features.first; origin + low < end; origin++) {
            for (int k = 0; k < high - low; k++) {
                int at = origin + low + k;
                if (at < end && untilNext-- == 0) {
                    untilNext = every - 1;
                    if (series.isKnown(at)) {
                        double base = features.fill(x, origin, low + k);
                        ridge.add(x, features.value(at) - base, 1);
                    }
                }
            }
        }
        return ridge.solve(PULL, new double[features.size]);
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        return paths(parameters, series, List.of(end), horizon)[0];
    }

    @Override
    public double[][] paths(
            double[] parameters, Series series, List<Integer> origins, int horizon) {
        int fitted = (int) parameters[0];
        Features features =
                new Features(
                        series, origins.getLast(), scale, (int) parameters[1], (int) parameters[2]);
        int size = features.size;
        int buckets = (parameters.length - HEAD) / size;
        double[] x = new double[size];
        double[][] paths = new double[origins.size()][horizon];
        for (int o = 0; o < paths.length; o++) {
            int origin = origins.get(o);
            for (int h = 0; h < horizon; h++) {
                int bucket = Math.min(buckets - 1, Math.min(h, fitted - 1) * buckets / fitted);
                double v = features.fill(x, origin, h);
                for (int i = 0; i < size; i++) {
                    v += parameters[HEAD + bucket * size + i] * x[i];
                }
                paths[o][h] = scale.back(v);
            }
        }
        return paths;
    }

    /// What is known at an origin about a step of the horizon.
    private static final class Features {
        private final Scale scale;
        private final double[] y;
        private final double[] sums;
        private final int[] seasons;
        private final int[] cycles;
        private final int[] windows;
        private final double[] now;
        private final double[][] levels;
        private final double[] arounds;
        private final int longest;
        private final int end;
        private final int reach;
        final int size;
        final int first;

        Features(Series series, int end, Scale scale, int longest, int cycles) {
            this.longest = longest;
            this.scale = scale;
            y = series.on(scale);
            this.end = end;
            sums = new double[end + 1];
            for (int i = 0; i < end; i++) {
                sums[i + 1] = sums[i] + series.value(i);
            }
            int n = 0;
            while (n < series.seasonCount() && series.season(n) <= longest) {
                n++;
            }
            seasons = new int[n + cycles - 1];
            this.cycles = new int[n + cycles - 1];
            for (int i = 0; i < seasons.length; i++) {
                seasons[i] = series.season(Math.min(i, n - 1));
                this.cycles[i] = i < n ? 0 : i - n + 1;
            }
            windows = windows(seasons[0]);
            reach = seasons[0] / 48;
            int each = 1 + windows.length + (reach > 0 ? 1 : 0);
            size = 1 + seasons.length * each;
            now = new double[windows.length];
            levels = new double[windows.length][end + 1];
            for (double[] level : levels) {
                Arrays.fill(level, Double.NaN);
            }
            arounds = new double[end + 1];
            Arrays.fill(arounds, Double.NaN);
            first = cycles * longest + windows[windows.length - 1];
        }

        double value(int i) {
            return y[i];
        }

        /// Found when first asked for: one forecast asks for few.
        private double level(int window, int at) {
            double known = levels[window][at];
            if (Double.isNaN(known)) {
                known = at == 0 ? y[0] : mean(Math.max(0, at - windows[window]), at);
                levels[window][at] = known;
            }
            return known;
        }

        private double around(int at) {
            double known = arounds[at];
            if (Double.isNaN(known)) {
                known = mean(Math.max(0, at - reach), Math.min(end, at + reach + 1));
                arounds[at] = known;
            }
            return known;
        }

        /// The same phase one longest season ago: what is forecast is the departure from it.
        private double base(int origin, int h) {
            return around(origin + h - longest * ahead(h, longest), origin);
        }

        /// In which season ahead a step lies, from 1: seldom beyond the first, and a division costs as much as ten features.
        private static int ahead(int h, int season) {
            return h < season ? 1 : h / season + 1;
        }

        /// No further than what is known at the origin.
        private double around(int at, int origin) {
            if (at < 0) {
                return y[0];
            }
            return at + reach < origin ? around(at) : mean(Math.max(0, at - reach), origin);
        }

        private double mean(int from, int to) {
            return to > from ? scale.of((sums[to] - sums[from]) / (to - from)) : y[0];
        }

        /// Answers the base.
        double fill(double[] x, int origin, int h) {
            int at = 0;
            x[at++] = 1;
            double base = base(origin, h);
            for (int w = 0; w < windows.length; w++) {
                now[w] = level(w, origin);
            }
            for (int s = 0; s < seasons.length; s++) {
                int shift = seasons[s] * (ahead(h, seasons[s]) + cycles[s]);
                int then = origin + h - shift;
                x[at++] = around(then, origin) - base;
                if (reach > 0) {
                    x[at++] = y[Math.max(0, then)] - base;
                }
                int before = Math.max(0, origin - shift);
                for (int w = 0; w < windows.length; w++) {
                    x[at++] = now[w] - level(w, before);
                }
            }
            return base;
        }
    }
}
