package io.headroom.engine.forecast;

import java.util.ArrayList;
import java.util.List;

import io.headroom.engine.forecast.model.Model;
import io.headroom.engine.forecast.model.Series;

/// Every model's forecasts from several points of the past, learned from what lay before the first of them.
final class Backtest {
    /// Steps judged in all: enough for the tails, little enough to be quick.
    private static final int JUDGED = 1200;

    private static final int FEWEST_ORIGINS = 8;
    private static final int MOST_ORIGINS = 60;

    private final Series series;
    private final int horizon;
    private final List<Integer> origins;

    private Backtest(Series series, int horizon, List<Integer> origins) {
        this.series = series;
        this.horizon = horizon;
        this.origins = origins;
    }

    /// A third of the history at most is kept for judging; a season of it where there is one.
    static Backtest over(Series series, int horizon) {
        int size = series.size();
        int judged = Math.max(1, Math.min(horizon, size / 6));
        int season = series.longestSeason(size, 3);
        int window = Math.min(size / 3, Math.max(season, 4 * judged) + judged);
        int room = Math.max(0, window - judged);
        int wanted = Math.clamp(JUDGED / judged, FEWEST_ORIGINS, MOST_ORIGINS);
        int count = Math.min(wanted, room + 1);
        List<Integer> origins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int back = count == 1 ? 0 : (int) ((long) room * i / (count - 1));
            origins.addFirst(size - judged - back);
        }
        return new Backtest(series, judged, origins);
    }

    int horizon() {
        return horizon;
    }

    List<Integer> origins() {
        return origins;
    }

    boolean isPossible() {
        return !origins.isEmpty() && origins.getFirst() >= 4;
    }

    /// One path for each origin.
    double[][] paths(Model model) {
        double[] parameters = model.fit(series, origins.getFirst(), horizon);
        double[][] paths = new double[origins.size()][];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = model.path(parameters, series, origins.get(i), horizon);
            for (int h = 0; h < horizon; h++) {
                paths[i][h] = sane(paths[i][h]);
            }
        }
        return paths;
    }

    static double sane(double value) {
        return value >= 0 ? Math.min(value, 1e13) : 0;
    }

    double error(double[][] paths) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < paths.length; i++) {
            for (int h = 0; h < horizon; h++) {
                int at = origins.get(i) + h;
                if (series.isKnown(at)) {
                    sum += Math.abs(series.value(at) - paths[i][h]);
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
