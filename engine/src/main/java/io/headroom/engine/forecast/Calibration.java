package io.headroom.engine.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How far the truth fell from the centre on rolling origins, and hence where each quantile lies (split conformal).
///
/// An error is measured in units of the doubt that was expected: by horizon, by demand (`exponent` 0: the same at any demand, 1/2: as
/// counts do, 1: in proportion) and by phase of the season. What remains is one distribution, whose quantiles are `scores`.
///
/// @param scales doubt by step of the horizon
/// @param offset keeps the doubt above nothing where the centre is nothing
/// @param phases factor by phase of the shortest season, all 1 until there is evidence of other
/// @param scores quantiles of the standardised errors, evenly spaced in level
record Calibration(
        List<Double> scales,
        double exponent,
        double offset,
        List<Double> phases,
        List<Double> scores) {

    private static final int GRID = 200;
    private static final double[] EXPONENTS = {0, 0.5, 1};

    Calibration {
        scales = List.copyOf(scales);
        phases = List.copyOf(phases);
        scores = List.copyOf(scores);
    }

    /// What to assume where nothing could be tried: counts of things that come independently, doubled for caution.
    static Calibration unknown(double mean) {
        List<Double> scores = new ArrayList<>();
        for (int i = 0; i <= GRID; i++) {
            double level = Math.clamp(i / (double) GRID, 0.0005, 0.9995);
            scores.add(2 * normal(level));
        }
        return new Calibration(
                List.of(1.0), 0.5, Math.max(mean, 1) * 0.1 + 0.1, List.of(1.0), scores);
    }

    /// Normal quantile to three digits, by the logistic approximation of Tocher: a cold start knows no better.
    private static double normal(double level) {
        double p = Math.min(level, 1 - level);
        double t = Math.sqrt(-2 * Math.log(p));
        double z =
                t
                        - (2.515517 + t * (0.802853 + t * 0.010328))
                                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        return level < 0.5 ? -z : z;
    }

    double quantile(double level, double centre, int h, int phase) {
        double at = level * GRID;
        int low = Math.min(GRID - 1, (int) at);
        double score = scores.get(low) + (at - low) * (scores.get(low + 1) - scores.get(low));
        return Math.max(0, centre + score * doubt(centre, h, phase));
    }

    private double doubt(double centre, int h, int phase) {
        double scale = scales.get(Math.min(h, scales.size() - 1));
        return scale * size(exponent, offset, centre) * phases.get(phase % phases.size());
    }

    private static double size(double exponent, double offset, double centre) {
        return exponent == 0 ? 1 : Math.pow(Math.max(0, centre) + offset, exponent);
    }

    /// @param trials centre and truth at every step of every origin
    static Calibration of(List<Trial> trials, int horizon, int phases) {
        double mean = 0;
        for (Trial trial : trials) {
            mean += Math.abs(trial.centre()) / trials.size();
        }
        double offset = 0.1 * mean + 1e-9;
        double best = Double.POSITIVE_INFINITY;
        double exponent = 0;
        for (double candidate : EXPONENTS) {
            double spread = logSpread(trials, candidate, offset);
            if (spread < best) {
                best = spread;
                exponent = candidate;
            }
        }
        double[] scales = scales(trials, horizon, exponent, offset);
        double[] factors = phaseFactors(trials, scales, exponent, offset, phases);
        double[] z = new double[trials.size()];
        for (int i = 0; i < z.length; i++) {
            Trial t = trials.get(i);
            z[i] =
                    t.error()
                            / (scales[t.h()]
                                    * size(exponent, offset, t.centre())
                                    * factors[t.phase()]);
        }
        return new Calibration(
                boxed(scales), exponent, offset, boxed(factors), boxed(grid(z, origins(trials))));
    }

    /// Likelihood of Laplace errors whose width grows with demand: the exponent with the lowest fits best.
    private static double logSpread(List<Trial> trials, double exponent, double offset) {
        double absolute = 0;
        double logs = 0;
        for (Trial t : trials) {
            double size = size(exponent, offset, t.centre());
            absolute += Math.abs(t.error()) / size;
            logs += Math.log(size);
        }
        return Math.log(absolute / trials.size() + 1e-12) + logs / trials.size();
    }

    /// Mean absolute error by step, smoothed over neighbours and not falling: more distant is not surer.
    private static double[] scales(
            List<Trial> trials, int horizon, double exponent, double offset) {
        double[] sum = new double[horizon];
        double[] count = new double[horizon];
        for (Trial t : trials) {
            sum[t.h()] += Math.abs(t.error()) / size(exponent, offset, t.centre());
            count[t.h()]++;
        }
        double[] scales = new double[horizon];
        int reach = Math.max(1, horizon / 8);
        double total = Arrays.stream(sum).sum() / Math.max(1, Arrays.stream(count).sum());
        double floor = 0;
        for (int h = 0; h < horizon; h++) {
            double s = 4 * total;
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

    /// Shrunk towards 1 by thirty errors' worth of doubt.
    private static double[] phaseFactors(
            List<Trial> trials, double[] scales, double exponent, double offset, int phases) {
        double[] sum = new double[phases];
        double[] count = new double[phases];
        double all = 0;
        for (Trial t : trials) {
            double z = Math.abs(t.error()) / (scales[t.h()] * size(exponent, offset, t.centre()));
            sum[t.phase()] += z;
            count[t.phase()]++;
            all += z / trials.size();
        }
        double[] factors = new double[phases];
        for (int p = 0; p < phases; p++) {
            factors[p] = all > 0 ? (sum[p] + 30 * all) / ((count[p] + 30) * all) : 1;
        }
        return factors;
    }

    private static int origins(List<Trial> trials) {
        int origins = 0;
        for (Trial trial : trials) {
            if (trial.h() == 0) {
                origins++;
            }
        }
        return Math.max(1, origins);
    }

    /// Errors within one origin go together: few origins know little about the tails, and the spread is widened for it.
    private static double[] grid(double[] z, int origins) {
        Arrays.sort(z);
        double widen = 1 + 1.0 / Math.sqrt(origins);
        double[] grid = new double[GRID + 1];
        for (int i = 0; i <= GRID; i++) {
            double at = i / (double) GRID * (z.length + 1) - 1;
            int low = (int) Math.clamp(Math.floor(at), 0, z.length - 1);
            int high = Math.min(z.length - 1, low + 1);
            double share = Math.clamp(at - low, 0, 1);
            grid[i] = widen * (z[low] + share * (z[high] - z[low]));
        }
        return grid;
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /// One step of one rolling origin.
    record Trial(int h, int phase, double centre, double truth) {
        double error() {
            return truth - centre;
        }
    }
}
