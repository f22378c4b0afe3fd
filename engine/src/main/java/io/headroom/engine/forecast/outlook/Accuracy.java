package io.headroom.engine.forecast.outlook;

import java.util.ArrayList;
import java.util.List;

import io.headroom.engine.forecast.demand.DemandHistory;

/// How an outlook did once the truth was known; sums, so that many can be added up.
///
/// @param levels the quantiles that were scored
/// @param losses twice the pinball loss of each, summed over the steps
/// @param under how many steps were at or under each
/// @param absoluteError of the median, summed
/// @param naiveError of seasonal naive over the same steps, summed
/// @param demand summed
/// @param steps how many had a known truth
public record Accuracy(
        List<Double> levels,
        List<Double> losses,
        List<Long> under,
        double absoluteError,
        double naiveError,
        double demand,
        long steps) {

    public Accuracy {
        levels = List.copyOf(levels);
        losses = List.copyOf(losses);
        under = List.copyOf(under);
        if (losses.size() != levels.size() || under.size() != levels.size()) {
            throw new IllegalArgumentException("one loss and one count for each level");
        }
    }

    /// Scores the steps from `first` to before `last` of an outlook, as far as the history knows them.
    ///
    /// @param season in steps, for seasonal naive
    public static Accuracy of(
            Outlook outlook, DemandHistory truth, int season, int first, int last) {
        Accuracy sum = none(outlook.levels());
        for (int i = first; i < Math.min(last, outlook.steps()); i++) {
            int at = truth.indexOf(outlook.at(i));
            if (at >= 0 && truth.isKnown(at)) {
                int back = at - season * (i / Math.max(1, season) + 1);
                boolean isComparable = back >= 0 && truth.isKnown(back);
                double naive = isComparable ? truth.value(back) : truth.value(at);
                sum = sum.plus(step(outlook, i, truth.value(at), naive));
            }
        }
        return sum;
    }

    /// What adds nothing to any other of these levels.
    public static Accuracy none(List<Double> levels) {
        List<Double> losses = levels.stream().map(_ -> 0.0).toList();
        List<Long> under = levels.stream().map(_ -> 0L).toList();
        return new Accuracy(levels, losses, under, 0, 0, 0, 0);
    }

    private static Accuracy step(Outlook outlook, int index, double truth, double naive) {
        List<Double> losses = new ArrayList<>();
        List<Long> under = new ArrayList<>();
        for (QuantilePath path : outlook.paths()) {
            double off = truth - path.values().get(index);
            losses.add(2 * Math.max(path.level() * off, (path.level() - 1) * off));
            under.add(off <= 0 ? 1L : 0L);
        }
        double error = Math.abs(truth - outlook.quantile(0.5, index));
        return new Accuracy(
                outlook.levels(), losses, under, error, Math.abs(truth - naive), truth, 1);
    }

    public Accuracy plus(Accuracy other) {
        if (!levels.equals(other.levels)) {
            throw new IllegalArgumentException("other levels: " + levels + " and " + other.levels);
        }
        List<Double> sums = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int q = 0; q < levels.size(); q++) {
            sums.add(losses.get(q) + other.losses.get(q));
            counts.add(under.get(q) + other.under.get(q));
        }
        return new Accuracy(
                levels,
                sums,
                counts,
                absoluteError + other.absoluteError,
                naiveError + other.naiveError,
                demand + other.demand,
                steps + other.steps);
    }

    /// Mean loss of all levels in units of demand; 0 where nothing was wanted.
    public double weightedQuantileLoss() {
        double sum = losses.stream().mapToDouble(Double::doubleValue).sum();
        return demand > 0 && !levels.isEmpty() ? sum / levels.size() / demand : 0;
    }

    /// Share of steps at or under a level's quantile: close to the level where the doubt is right.
    public double coverage(double level) {
        int index = levels.indexOf(level);
        return steps == 0 || index < 0 ? 0 : under.get(index) / (double) steps;
    }

    /// Error of the median in units of seasonal naive's over the same steps; under 1 is better than seasonal naive.
    public double againstSeasonalNaive() {
        if (naiveError > 0) {
            return absoluteError / naiveError;
        }
        return absoluteError > 0 ? Double.MAX_VALUE : 1;
    }
}
