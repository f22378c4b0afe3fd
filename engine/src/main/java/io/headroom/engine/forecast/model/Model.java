package io.headroom.engine.forecast.model;

/// A way to foresee a series. It holds nothing: what it learns is an array of parameters.
public sealed interface Model
        permits Naive,
                SeasonalNaive,
                Smoothing,
                Theta,
                LagRegression,
                PhaseRegression,
                Intermittent,
                Burst {
    String name();

    /// Whether `end` steps are enough to learn from.
    boolean suits(Series series, int end);

    /// Learns from the steps before `end`.
    double[] fit(Series series, int end, int horizon);

    /// The expected demand in the `horizon` steps from `end` on, seen from `end`.
    double[] path(double[] parameters, Series series, int end, int horizon);
}
