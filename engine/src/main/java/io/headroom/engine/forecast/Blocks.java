package io.headroom.engine.forecast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.headroom.engine.forecast.change.LevelChange;
import io.headroom.engine.forecast.change.LevelChanges;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.doubt.Calibrator;
import io.headroom.engine.forecast.model.series.Series;

/// A history as the models see it: several steps as one block where it is long, and back again.
///
/// The last block ends with the history. Centres are found for blocks, doubt is measured on steps.
final class Blocks {
    /// Phases of the shortest season that may differ in doubt.
    static final int PHASES = 8;

    private final DemandHistory history;
    private final int block;
    private final List<Integer> seasons;
    private final Series series;
    private final List<LevelChange> changes;
    private final double[] factors;
    private final int first;

    private Blocks(DemandHistory history, int block, List<Integer> seasons) {
        this.history = history;
        this.block = block;
        this.seasons = seasons;
        int count = history.size() / block;
        if (count == 0 && history.size() > 0) {
            count = 1;
        }
        this.first = Math.max(0, history.size() - count * block);
        double[] means = new double[count];
        for (int i = 0; i < count; i++) {
            means[i] = mean(first + i * block, Math.min(history.size(), first + (i + 1) * block));
        }
        int[] lengths = seasons.stream().mapToInt(Integer::intValue).toArray();
        Series asItWas = Series.of(means, lengths);
        this.changes = LevelChanges.in(asItWas);
        this.factors = LevelChanges.levelled(changes, count);
        this.series = changes.isEmpty() ? asItWas : levelled(means, lengths);
    }

    /// As if demand had always been of the level that it has now.
    private Series levelled(double[] means, int[] lengths) {
        for (int i = 0; i < means.length; i++) {
            means[i] *= factors[i];
        }
        return Series.of(means, lengths);
    }

    private double mean(int from, int to) {
        double sum = 0;
        int known = 0;
        for (int i = from; i < to; i++) {
            if (history.isKnown(i)) {
                sum += history.value(i);
                known++;
            }
        }
        return known == 0 ? Double.NaN : sum / known;
    }

    /// The least that makes the history short enough and divides the shortest season: phases must not drift.
    private static int block(DemandHistory history, ForecastPolicy policy) {
        int least = Math.max(1, Math.ceilDiv(history.size(), policy.points()));
        if (policy.seasons().isEmpty()) {
            return least;
        }
        long season =
                policy.seasons().getFirst().toMillis() / Math.max(1, history.step().toMillis());
        for (int block = least; block <= 4L * least && block < season; block++) {
            if (season % block == 0) {
                return block;
            }
        }
        return least;
    }

    static Blocks of(DemandHistory history, ForecastPolicy policy) {
        int block = block(history, policy);
        List<Integer> seasons = new ArrayList<>();
        Duration step = history.step().multipliedBy(block);
        int before = 1;
        for (Duration season : policy.seasons()) {
            int length =
                    (int)
                            Math.min(
                                    1_000_000,
                                    Math.round(season.toMillis() / (double) step.toMillis()));
            if (length > before) {
                seasons.add(length);
                before = length;
            }
        }
        return new Blocks(history, block, seasons);
    }

    static Blocks of(DemandHistory history, int block, List<Integer> seasons) {
        return new Blocks(history, block, seasons);
    }

    Series series() {
        return series;
    }

    int block() {
        return block;
    }

    /// When demand changed for good, and how much.
    List<FittedSeries.Change> changes() {
        return changes.stream()
                .map(
                        change ->
                                new FittedSeries.Change(
                                        history.start()
                                                .plus(
                                                        history.step()
                                                                .multipliedBy(
                                                                        first
                                                                                + (long) block
                                                                                        * change
                                                                                                .index())),
                                        change.factor()))
                .toList();
    }

    List<Integer> seasons() {
        return seasons;
    }

    /// So many steps are so many blocks.
    int horizon(int steps) {
        return Math.ceilDiv(steps, block);
    }

    /// Where in the shortest season a step lies, as one of [#PHASES]; counted from the epoch, so that it stays when the history moves on.
    int phase(int index) {
        if (seasons.isEmpty()) {
            return 0;
        }
        long length = Math.max(1, history.step().toMillis() * block * seasons.getFirst());
        long at = history.start().toEpochMilli() + index * history.step().toMillis();
        return (int) (Math.floorMod(at, length) * PHASES / length);
    }

    /// Steps out of blocks: straight between the middles of neighbours.
    double[] fine(double[] centre, int end, int steps) {
        double[] path = new double[steps];
        for (int h = 0; h < steps; h++) {
            path[h] = step(centre, end, h);
        }
        return path;
    }

    private double step(double[] centre, int end, int h) {
        if (block == 1) {
            return centre[h];
        }
        double at = (h + 0.5) / block - 0.5;
        int low = (int) Math.floor(at);
        int high = Math.min(low + 1, centre.length - 1);
        double before = low < 0 ? series.value(end - 1) : centre[Math.min(low, centre.length - 1)];
        return before + (at - low) * (centre[high] - before);
    }

    /// The errors of one origin's centre: one step of each block, another for the next origin.
    void addTrials(List<Calibrator.Trial> trials, int origin, double[] centre, double weight) {
        int start = first + origin * block;
        int steps = centre.length * block;
        for (int h = Math.floorMod(origin, block); h < steps; h += block) {
            int at = start + h;
            if (at < history.size() && history.isKnown(at)) {
                int seen = Math.clamp((at - first) / block, 0, factors.length - 1);
                double truth = factors[seen] * history.value(at);
                double expected = step(centre, origin, h);
                trials.add(new Calibrator.Trial(h, phase(at), expected, truth, weight));
            }
        }
    }
}
