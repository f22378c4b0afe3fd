package io.headroom.engine.forecast.model;

import java.util.List;

import io.headroom.engine.forecast.model.series.Profiles;
import io.headroom.engine.forecast.model.series.Series;

/// Theta: the mean of the long trend and of a smoothed level, on the series without its seasons.
public record Theta() implements Model {
    /// A level smoothed by 0.05 or more has forgotten what lies further back.
    private static final int MEMORY = 300;

    @Override
    public String name() {
        return "theta";
    }

    @Override
    public boolean suits(Series series, int end) {
        return end >= 8;
    }

    @Override
    public double[] fit(Series series, int end, int horizon) {
        double[] rest = series.copy(0, end);
        Seasonal.remove(series, end, rest);
        double best = Double.POSITIVE_INFINITY;
        double alpha = 0.5;
        for (double a = 0.05; a < 1; a += 0.1) {
            double loss = loss(rest, a);
            if (loss < best) {
                best = loss;
                alpha = a;
            }
        }
        return new double[] {alpha};
    }

    private static double loss(double[] y, double alpha) {
        double level = y[0];
        double loss = 0;
        for (int i = 1; i < y.length; i++) {
            double e = y[i] - level;
            loss += e * e;
            level += alpha * e;
        }
        return loss;
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        return new Lines(series, end).ahead(parameters[0], series, end, horizon);
    }

    /// Seasons and trend are found anew whenever a twentieth of the history has been added.
    @Override
    public double[][] paths(
            double[] parameters, Series series, List<Integer> origins, int horizon) {
        double[][] paths = new double[origins.size()][];
        Lines lines = new Lines(series, origins.getFirst());
        for (int i = 0; i < paths.length; i++) {
            int origin = origins.get(i);
            if ((origin - lines.end) * 20 > origin) {
                lines = new Lines(series, origin);
            }
            paths[i] = lines.ahead(parameters[0], series, origin, horizon);
        }
        return paths;
    }

    /// What was found in the steps before `end`.
    private static final class Lines {
        private final int end;
        private final double[] seasonal;
        private final double slope;

        Lines(Series series, int end) {
            this.end = end;
            double[] rest = series.copy(0, end);
            seasonal = Seasonal.remove(series, end, rest);
            double middle = (end - 1) / 2.0;
            double xy = 0;
            double xx = 0;
            for (int i = 0; i < end; i++) {
                xy += (i - middle) * rest[i];
                xx += (i - middle) * (i - middle);
            }
            slope = xx > 0 ? xy / xx : 0;
        }

        double[] ahead(double alpha, Series series, int origin, int horizon) {
            int period = seasonal.length;
            int first = Math.max(0, origin - 1 - MEMORY);
            double level = series.value(first) - seasonal[first % period];
            for (int i = first + 1; i < origin; i++) {
                level += alpha * (series.value(i) - seasonal[i % period] - level);
            }
            double[] path = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                path[h] = level + 0.5 * slope * (h + 1) + seasonal[(origin + h) % period];
            }
            return path;
        }
    }

    /// Takes the seasons out.
    private static final class Seasonal {
        private Seasonal() {}

        static double[] remove(Series series, int end, double[] rest) {
            int period = Math.max(1, series.longestSeason(end, 2));
            double[] total = new double[period];
            if (period == 1) {
                return total;
            }
            double mean = series.mean(0, end);
            for (int s = 0; s < series.seasonCount() && series.season(s) <= period; s++) {
                int m = series.season(s);
                double[] centred = rest.clone();
                if (s == 0) {
                    for (int i = 0; i < end; i++) {
                        centred[i] -= mean;
                    }
                }
                double[] profile = Profiles.mean(centred, m);
                for (int i = 0; i < end; i++) {
                    rest[i] -= profile[i % m];
                }
                for (int i = 0; i < period; i++) {
                    total[i] += profile[i % m];
                }
            }
            return total;
        }
    }
}
