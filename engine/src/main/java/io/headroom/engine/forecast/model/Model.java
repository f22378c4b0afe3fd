package io.headroom.engine.forecast.model;

import java.util.List;

import io.headroom.engine.forecast.model.series.Series;

/// A way to foresee a series. It holds nothing: what it learns is an array of parameters.
public sealed interface Model
        permits Naive,
                SeasonalNaive,
                Smoothing,
                Theta,
                LagRegression,
                PhaseRegression,
                RateRegression,
                Intermittent,
                Burst {
    String name();

    /// Whether `end` steps are enough to learn from.
    boolean suits(Series series, int end);

    /// Learns from the steps before `end`.
    double[] fit(Series series, int end, int horizon);

    /// The expected demand in the `horizon` steps from `end` on, seen from `end`.
    double[] path(double[] parameters, Series series, int end, int horizon);

    /// The same from several points of the past, in rising order; a model that can look back cheaply says how.
    default double[][] paths(
            double[] parameters, Series series, List<Integer> origins, int horizon) {
        double[][] paths = new double[origins.size()][];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = path(parameters, series, origins.get(i), horizon);
        }
        return paths;
    }
}
