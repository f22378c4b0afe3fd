package io.headroom.replay.evaluate.score;

import java.util.List;

import io.headroom.engine.forecast.outlook.Outlook;

/// Adds up how quantiles did: their loss, how often the truth was at or under them, and within central intervals.
public final class QuantileScore {
    private final List<Double> levels;
    private final double[] loss;
    private final long[] under;
    private final long[] within;
    private double demand;
    private long steps;

    public QuantileScore(List<Double> levels) {
        this.levels = List.copyOf(levels);
        this.loss = new double[levels.size()];
        this.under = new long[levels.size()];
        this.within = new long[levels.size()];
    }

    public void add(Outlook outlook, int step, double truth) {
        demand += Math.abs(truth);
        steps++;
        for (int i = 0; i < loss.length; i++) {
            double level = levels.get(i);
            double quantile = outlook.quantile(level, step);
            double off = truth - quantile;
            loss[i] += 2 * Math.max(level * off, (level - 1) * off);
            under[i] += truth <= quantile ? 1 : 0;
            boolean above = truth >= outlook.quantile(1 - level, step);
            within[i] += level > 0.5 && above && truth <= quantile ? 1 : 0;
        }
    }

    /// The losses of these levels over the sum of demand, and their mean.
    public double weightedLoss(List<Double> over) {
        double sum = 0;
        for (double level : over) {
            sum += loss[levels.indexOf(level)];
        }
        return demand > 0 ? sum / over.size() / demand : 0;
    }

    /// Share of the truth at or under the quantile.
    public double under(double level) {
        return steps == 0 ? 0 : under[levels.indexOf(level)] / (double) steps;
    }

    /// Share of the truth between the quantiles `1 - level` and `level`.
    public double within(double level) {
        return steps == 0 ? 0 : within[levels.indexOf(level)] / (double) steps;
    }

    long steps() {
        return steps;
    }
}
