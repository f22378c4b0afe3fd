package io.headroom.engine.forecast.combine;

import java.util.ArrayList;
import java.util.List;

import io.headroom.engine.forecast.model.Model;
import io.headroom.engine.forecast.model.series.Series;

/// Every model's forecasts from several points of the past; of a short history, learned from what lay before the first of them.
public final class Backtest {
    /// Steps judged in all, as many as the history has within these bounds: fewer leave the tails to chance, more cost time and change little.
    private static final int FEWEST_JUDGED = 1200;

    private static final int MOST_JUDGED = 2400;

    private static final int FEWEST_ORIGINS = 8;
    private static final int MOST_ORIGINS = 240;

    /// An error so many steps ago counts half: shorter forgets the tails, longer does not notice that demand has changed.
    private static final double HALF_LIFE = 300;

    /// From this length on, a model learns from everything before it is judged: its handful of parameters are no different for a third
    /// of the history more, and learning twice costs twice.
    private static final int LONG = 1000;

    /// So many separate horizons raise the power of the errors by one.
    private static final double HORIZONS_PER_POWER = 10;

    private final Series series;
    private final int horizon;
    private final List<Integer> origins;

    private Backtest(Series series, int horizon, List<Integer> origins) {
        this.series = series;
        this.horizon = horizon;
        this.origins = origins;
    }

    /// A third of the history at most is kept for judging; the longest season where that is less.
    public static Backtest over(Series series, int horizon) {
        int size = series.size();
        int judged = Math.max(1, Math.min(horizon, size / 6));
        int season = series.seasonCount() == 0 ? 0 : series.season(series.seasonCount() - 1);
        int window = Math.min(size / 3, Math.max(season, 4 * judged) + judged);
        int room = Math.max(0, window - judged);
        int steps = Math.clamp(size, FEWEST_JUDGED, MOST_JUDGED);
        int wanted = Math.clamp(steps / judged, FEWEST_ORIGINS, MOST_ORIGINS);
        int count = Math.min(wanted, room + 1);
        List<Integer> origins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int back = count == 1 ? 0 : (int) ((long) room * i / (count - 1));
            origins.addFirst(size - judged - back);
        }
        return new Backtest(series, judged, origins);
    }

    /// How many horizons without overlap the origins span: what the number of independent trials amounts to.
    public double separate() {
        return (origins.getLast() - origins.getFirst()) / (double) horizon + 1;
    }

    /// How fast a model loses its say as its error grows: slowly where few separate horizons have been tried.
    public double confidence() {
        return Math.clamp(separate() / HORIZONS_PER_POWER, 2, 12);
    }

    public int horizon() {
        return horizon;
    }

    public List<Integer> origins() {
        return origins;
    }

    public boolean isPossible() {
        return !origins.isEmpty() && origins.getFirst() >= 4;
    }

    /// Lets a model learn, and asks it at every origin.
    public Attempt attempt(Model model) {
        double[] parameters = model.fit(series, learned(), horizon);
        double[][] paths = model.paths(parameters, series, origins, horizon);
        for (double[] path : paths) {
            for (int h = 0; h < horizon; h++) {
                path[h] = sane(path[h]);
            }
        }
        return new Attempt(model, parameters, paths, error(paths));
    }

    /// What the model knows once it has seen everything.
    public double[] parameters(Attempt attempt) {
        return learned() == series.size()
                ? attempt.parameters()
                : attempt.model().fit(series, series.size(), horizon);
    }

    private int learned() {
        return series.size() >= LONG ? series.size() : origins.getFirst();
    }

    public static double sane(double value) {
        return value >= 0 ? Math.min(value, 1e13) : 0;
    }

    /// What lies a half-life further back counts half.
    public double weight(int origin) {
        double age = series.size() - horizon - origins.get(origin);
        return Math.pow(0.5, age / HALF_LIFE);
    }

    /// Mean absolute error, the recent ones more.
    private double error(double[][] paths) {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < paths.length; i++) {
            double weight = weight(i);
            for (int h = 0; h < horizon; h++) {
                int at = origins.get(i) + h;
                if (series.isKnown(at)) {
                    sum += weight * Math.abs(series.value(at) - paths[i][h]);
                    count += weight;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
