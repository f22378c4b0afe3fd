package io.headroom.engine.forecast.model;

import java.util.Arrays;

import io.headroom.engine.forecast.model.series.Series;

/// It stays as it is: the last value, for ever.
public record Naive() implements Model {
    @Override
    public String name() {
        return "naive";
    }

    @Override
    public boolean suits(Series series, int end) {
        return end >= 1;
    }

    @Override
    public double[] fit(Series series, int end, int horizon) {
        return new double[0];
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        double[] path = new double[horizon];
        Arrays.fill(path, series.value(end - 1));
        return path;
    }
}
