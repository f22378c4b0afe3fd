package io.headroom.engine.forecast.model;

import java.util.Arrays;

/// Regression of each step of the horizon on what is known now: recent levels, the same phase of earlier seasons, and how the
/// level then compared with the level now.
public record PhaseRegression(boolean logarithmic) implements Model {
    private static final double PULL = 8;
    private static final int BUCKETS = 24;

    @Override
    public String name() {
        return logarithmic ? "phase-regression-log" : "phase-regression";
    }

    @Override
    public boolean suits(Series series, int end) {
        int m = series.longestSeason(end, 2);
        return m > 0 && end - m >= 24;
    }

    static int[] windows(int shortest) {
        return new int[] {1, 3, Math.max(6, shortest / 2)};
    }

    @Override
    public double[] fit(Series series, int end, int horizon) {
        Features features = new Features(series, end, logarithmic);
        int buckets = Math.min(BUCKETS, horizon);
        double[] parameters = new double[2 + buckets * features.size];
        parameters[0] = horizon;
        parameters[1] = features.size;
        double[] x = new double[features.size];
        for (int b = 0; b < buckets; b++) {
            int low = b * horizon / buckets;
            int high = (b + 1) * horizon / buckets;
            Ridge ridge = new Ridge(features.size);
            for (int origin = features.first; origin + low < end; origin++) {
                for (int h = low; h < high && origin + h < end; h++) {
                    if (series.isKnown(origin + h)) {
                        features.fill(x, origin, h);
                        ridge.add(x, features.value(origin + h) - features.base(origin, h), 1);
                    }
                }
            }
            double[] beta = ridge.solve(PULL, new double[features.size]);
            System.arraycopy(beta, 0, parameters, 2 + b * features.size, features.size);
        }
        return parameters;
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        int fitted = (int) parameters[0];
        int size = (int) parameters[1];
        int buckets = (parameters.length - 2) / size;
        Features features = new Features(series, end, logarithmic, size);
        double[] x = new double[size];
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            int bucket = Math.min(buckets - 1, Math.min(h, fitted - 1) * buckets / fitted);
            features.fill(x, end, h);
            double v = features.base(end, h);
            for (int i = 0; i < size; i++) {
                v += parameters[2 + bucket * size + i] * x[i];
            }
            path[h] = logarithmic ? Math.expm1(Math.min(v, 30)) : v;
        }
        return path;
    }

    /// What is known at an origin about a step of the horizon.
    private static final class Features {
        private final double[] y;
        private final double[] sums;
        private final int[] seasons;
        private final int[] windows;
        private final int longest;
        private final int cycles;
        final int size;
        final int first;

        Features(Series series, int end, boolean logarithmic) {
            this(series, end, logarithmic, 0);
        }

        Features(Series series, int end, boolean logarithmic, int wanted) {
            y = series.copy(0, end);
            if (logarithmic) {
                for (int i = 0; i < end; i++) y[i] = Math.log1p(y[i]);
            }
            sums = new double[end + 1];
            for (int i = 0; i < end; i++) sums[i + 1] = sums[i] + y[i];
            longest = series.longestSeason(end, 2);
            int n = 0;
            while (n < series.seasonCount() && series.season(n) <= longest) n++;
            seasons = new int[n];
            for (int i = 0; i < n; i++) seasons[i] = series.season(i);
            windows = windows(seasons[0]);
            int base = 1 + windows.length + (n - 1) * (1 + windows.length);
            int c = end >= 3.5 * longest ? 2 : 1;
            if (wanted > 0) c = wanted > base ? 2 : 1;
            cycles = c;
            size = base + (c > 1 ? 1 + windows.length : 0);
            first = cycles * longest + windows[windows.length - 1];
        }

        double value(int i) {
            return y[i];
        }

        /// The same phase one longest season ago: what is forecast is the departure from it.
        double base(int origin, int h) {
            return y[Math.max(0, back(origin, h, longest))];
        }

        private static int back(int origin, int h, int season) {
            return origin + h - season * (h / season + 1);
        }

        private double level(int at, int window) {
            if (at <= 0) {
                return y[0];
            }
            int from = Math.max(0, at - window);
            return at > from ? (sums[at] - sums[from]) / (at - from) : y[0];
        }

        void fill(double[] x, int origin, int h) {
            Arrays.fill(x, 0);
            int at = 0;
            x[at++] = 1;
            double base = base(origin, h);
            int shift = longest * (h / longest + 1);
            for (int w : windows) {
                x[at++] = level(origin, w) - level(origin - shift, w);
            }
            for (int s = 0; s < seasons.length - 1; s++) {
                int i = Math.max(0, back(origin, h, seasons[s]));
                int d = origin + h - i;
                x[at++] = y[i] - base;
                for (int w : windows) x[at++] = level(origin, w) - level(origin - d, w);
            }
            if (cycles > 1) {
                int i = back(origin, h, longest) - longest;
                x[at++] = i >= 0 ? y[i] - base : 0;
                for (int w : windows)
                    x[at++] = level(origin, w) - level(origin - shift - longest, w);
            }
        }
    }
}
