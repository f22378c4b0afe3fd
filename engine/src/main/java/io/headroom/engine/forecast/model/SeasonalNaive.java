package io.headroom.engine.forecast.model;

import io.headroom.engine.forecast.model.series.Series;

/// It is as it was one season ago: the model that every other has to beat.
///
/// @param rank which of the series' seasons, counted from the shortest
public record SeasonalNaive(int rank) implements Model {
    @Override
    public String name() {
        return "seasonal-naive-" + (rank + 1);
    }

    @Override
    public boolean suits(Series series, int end) {
        return rank < series.seasonCount() && series.season(rank) <= end;
    }

    @Override
    public double[] fit(Series series, int end, int horizon) {
        return new double[0];
    }

    @Override
    public double[] path(double[] parameters, Series series, int end, int horizon) {
        int season = series.season(rank);
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            path[h] = series.value(end - season + h % season);
        }
        return path;
    }
}
