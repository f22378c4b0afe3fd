package io.headroom.engine.forecast.doubt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import io.headroom.engine.forecast.doubt.Calibration.Band;

/// Finds a [Calibration] from what was tried on the past.
public final class Calibrator {
    /// Scores are kept at every half percent.
    static final int GRID = 200;

    private static final double[] EXPONENTS = {0, 0.5, 1};

    /// Errors of one horizon go together, so that a band needs this many of them for its tails to mean something.
    private static final int HORIZONS_PER_BAND = 12;

    private static final int MOST_BANDS = 8;

    /// Few separate horizons know little about the tails: with n of them the spread is widened by this over the root of n.
    private static final double WIDEN = 0.6;

    /// Doubt does not fall below that of a series with this share of the mean demand.
    private static final double OFFSET = 0.3;

    /// How many errors' worth of belief in "all phases are alike" stands against the evidence of one phase.
    private static final double PHASE_PRIOR = 300;

    private final List<Trial> trials;
    private final int horizon;
    private final int phases;
    private final double offset;
    private final double separate;
    private final double total;

    private Calibrator(List<Trial> trials, int horizon, int phases, double separate) {
        this.trials = trials;
        this.horizon = horizon;
        this.phases = phases;
        double mean = 0;
        double weight = 0;
        for (Trial trial : trials) {
            mean += trial.weight() * trial.centre();
            weight += trial.weight();
        }
        total = weight;
        offset = OFFSET * mean / weight + 1e-9;
        this.separate = separate;
    }

    /// What the trials tell.
    ///
    /// @param trials centre and truth at steps of origins; at least one
    /// @param separate how many horizons without overlap they span
    public static Calibration calibrate(
            List<Trial> trials, int horizon, int phases, double separate) {
        return new Calibrator(trials, horizon, phases, separate).calibrate();
    }

    private Calibration calibrate() {
        double exponent = 0;
        double best = Double.POSITIVE_INFINITY;
        for (double candidate : EXPONENTS) {
            double spread = logSpread(candidate);
            if (spread < best) {
                best = spread;
                exponent = candidate;
            }
        }
        double[] scales = scales(exponent);
        double[] factors = phaseFactors(scales, exponent);
        List<Score> scores = new ArrayList<>();
        for (Trial t : trials) {
            double doubt =
                    scales[t.h()]
                            * Calibration.size(exponent, offset, t.centre())
                            * factors[t.phase()];
            scores.add(new Score(Math.log(t.centre() + offset), t.error() / doubt, t.weight()));
        }
        return new Calibration(boxed(scales), exponent, offset, boxed(factors), bands(scores));
    }

    /// Likelihood of Laplace errors whose width grows with demand: the exponent with the lowest fits best.
    private double logSpread(double exponent) {
        double absolute = 0;
        double logs = 0;
        for (Trial t : trials) {
            double size = Calibration.size(exponent, offset, t.centre());
            absolute += t.weight() * Math.abs(t.error()) / size;
            logs += t.weight() * Math.log(size);
        }
        return Math.log(absolute / total + 1e-12) + logs / total;
    }

    /// Mean absolute error by step, smoothed over neighbours and not falling: more distant is not surer.
    private double[] scales(double exponent) {
        double[] sum = new double[horizon];
        double[] count = new double[horizon];
        for (Trial t : trials) {
            sum[t.h()] +=
                    t.weight()
                            * Math.abs(t.error())
                            / Calibration.size(exponent, offset, t.centre());
            count[t.h()] += t.weight();
        }
        double mean = Arrays.stream(sum).sum() / total;
        int reach = Math.max(1, horizon / 8);
        double[] scales = new double[horizon];
        double floor = 0;
        for (int h = 0; h < horizon; h++) {
            double s = 4 * mean;
            double c = 4;
            for (int k = Math.max(0, h - reach); k <= Math.min(horizon - 1, h + reach); k++) {
                s += sum[k];
                c += count[k];
            }
            floor = Math.max(floor, s / c);
            scales[h] = floor + 1e-9;
        }
        return scales;
    }

    private double[] phaseFactors(double[] scales, double exponent) {
        double[] sum = new double[phases];
        double[] count = new double[phases];
        double all = 0;
        for (Trial t : trials) {
            double size = Calibration.size(exponent, offset, t.centre());
            double z = t.weight() * Math.abs(t.error()) / (scales[t.h()] * size);
            sum[t.phase()] += z;
            count[t.phase()] += t.weight();
            all += z / total;
        }
        double[] factors = new double[phases];
        for (int p = 0; p < phases; p++) {
            factors[p] =
                    all > 0 ? (sum[p] + PHASE_PRIOR * all) / ((count[p] + PHASE_PRIOR) * all) : 1;
        }
        return factors;
    }

    /// Overlapping bands: each reaches to the middles of its neighbours.
    private List<Band> bands(List<Score> scores) {
        scores.sort(Comparator.comparingDouble(Score::at));
        List<Ranked> ranked = new ArrayList<>(scores.size());
        for (Score score : scores) {
            ranked.add(new Ranked(ranked.size(), score));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::z));
        int count = Math.clamp((int) (separate / HORIZONS_PER_BAND), 1, MOST_BANDS);
        int size = scores.size();
        List<Band> bands = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            int from = count == 1 ? 0 : (int) ((long) size * Math.max(0, b - 1) / count);
            int to = count == 1 ? size : (int) ((long) size * Math.min(count, b + 2) / count);
            int last = Math.max(from + 1, to);
            double middle = scores.get(from + (last - from) / 2).at();
            if (bands.isEmpty() || middle > bands.getLast().centre()) {
                bands.add(new Band(middle, grid(between(ranked, from, last))));
            }
        }
        return bands;
    }

    /// Sorted once for all bands.
    private static List<Score> between(List<Ranked> ranked, int from, int to) {
        List<Score> own = new ArrayList<>(to - from);
        for (Ranked each : ranked) {
            if (each.rank() >= from && each.rank() < to) {
                own.add(each.score());
            }
        }
        return own;
    }

    /// The quantiles of sorted scores by weight, spread out for what so few trials cannot know.
    private List<Double> grid(List<Score> scores) {
        double widen = 1 + WIDEN / Math.sqrt(separate);
        double weight = 0;
        for (Score score : scores) {
            weight += score.weight();
        }
        List<Double> grid = new ArrayList<>();
        double passed = 0;
        int at = 0;
        for (int i = 0; i <= GRID; i++) {
            double target = weight * i / GRID;
            while (at < scores.size() - 1 && passed + scores.get(at).weight() / 2 < target) {
                passed += scores.get(at).weight();
                at++;
            }
            double z = scores.get(at).z();
            if (at > 0) {
                Score before = scores.get(at - 1);
                double low = passed - before.weight() / 2;
                double high = passed + scores.get(at).weight() / 2;
                double share = high > low ? Math.clamp((target - low) / (high - low), 0, 1) : 1;
                z = before.z() + share * (z - before.z());
            }
            grid.add(widen * z);
        }
        return grid;
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private record Score(double at, double z, double weight) {}

    /// @param rank by demand
    private record Ranked(int rank, Score score) {
        double z() {
            return score.z();
        }
    }

    /// One step of one rolling origin.
    ///
    /// @param weight recent errors tell more
    public record Trial(int h, int phase, double centre, double truth, double weight) {
        public double error() {
            return truth - centre;
        }
    }
}
