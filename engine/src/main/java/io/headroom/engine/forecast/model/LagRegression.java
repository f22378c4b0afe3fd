package io.headroom.engine.forecast.model;

import java.util.List;
import java.util.TreeSet;

import io.headroom.engine.forecast.model.series.Ridge;
import io.headroom.engine.forecast.model.series.Scale;
import io.headroom.engine.forecast.model.series.Series;

/// Regression on the last values and on the values one season ago, rolled forward step by step.
///
/// Works on the differences from a season ago where that season is known: what is left is how today departs
/// from its pattern, and how such departures fade.
public record LagRegression(Scale scale) implements Model {
    /// How many rows the belief "as one season ago" weighs against.
    private static final double PULL = 4;

    @Override
    public String name() {
        return "lag-regression" + scale.suffix;
    }

    @Override
    public boolean suits(Series series, int end) {
        int[] lags = lags(series, end);
        return lags.length > 0 && end - lags[lags.length - 1] >= 2 * lags.length + 8;
    }

    static int[] lags(Series series, int end) {
        TreeSet<Integer> lags = new TreeSet<>();
        for (int i = 1; i <= 3; i++) {
            lags.add(i);
        }
        for (int s = 0; s < series.seasonCount(); s++) {
            int m = series.season(s);
            if (end >= 2.5 * m) {
                for (int k = -1; k <= 2; k++) {
                    if (m + k > 0) lags.add(m + k);
                }
            }
            if (end >= 4L * m) {
                lags.add(2 * m);
                lags.add(2 * m + 1);
            }
        }
        return lags.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public double[] fit(Series series, int end, int horizon) {
        double[] y = series.on(scale);
        int[] lags = lags(series, end);
        int longest = lags[lags.length - 1];
        int seasonal = series.longestSeason(end, 2.5);
        double mean = 0;
        for (int i = 0; i < end; i++) mean += y[i] / end;
        Ridge ridge = new Ridge(lags.length + 1);
        double[] x = new double[lags.length + 1];
        for (int i = longest; i < end; i++) {
            if (!series.isKnown(i)) continue;
            for (int k = 0; k < lags.length; k++) {
                x[k] = y[i - lags[k]] - mean;
            }
            x[lags.length] = 1;
            ridge.add(x, y[i] - mean, 1);
        }
        double[] prior = new double[x.length];
        for (int k = 0; k < lags.length; k++) {
            if (lags[k] == Math.max(1, seasonal)) prior[k] = 1;
        }
        double[] beta = ridge.solve(PULL, prior);
        double[] parameters = new double[2 + 2 * lags.length];
        parameters[0] = mean;
        parameters[1] = beta[lags.length];
        for (int k = 0; k < lags.length; k++) {
            parameters[2 + 2 * k] = lags[k];
            parameters[3 + 2 * k] = beta[k];
        }
        return parameters;
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        return paths(parameters, series, List.of(end), horizon)[0];
    }

    @Override
    public double[][] paths(
            double[] parameters, Series series, List<Integer> origins, int horizon) {
        double[] y = series.on(scale);
        int count = (parameters.length - 2) / 2;
        int[] lags = new int[count];
        double[] shares = new double[count];
        for (int k = 0; k < count; k++) {
            lags[k] = (int) parameters[2 + 2 * k];
            shares[k] = parameters[3 + 2 * k];
        }
        int reach = lags[count - 1];
        double[][] paths = new double[origins.size()][];
        int highest = -1;
        int seen = 0;
        for (int i = 0; i < paths.length; i++) {
            int end = origins.get(i);
            int from = Math.max(0, end - reach);
            boolean isGone = highest < from;
            highest = isGone ? from : highest;
            for (int at = isGone ? from : seen; at < end; at++) {
                highest = y[at] > y[highest] ? at : highest;
            }
            seen = end;
            double most = 2 * Math.max(0, y[highest]) + 1;
            paths[i] = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                double v = parameters[0] + parameters[1];
                for (int k = 0; k < count; k++) {
                    int at = end + h - lags[k];
                    if (at >= from) {
                        double then = at < end ? y[at] : paths[i][at - end];
                        v += shares[k] * (then - parameters[0]);
                    }
                }
                paths[i][h] = Math.clamp(v, 0, most);
            }
        }
        for (double[] path : paths) {
            for (int h = 0; h < horizon; h++) {
                path[h] = scale.back(path[h]);
            }
        }
        return paths;
    }
}
