package io.headroom.engine.forecast.doubt;

import java.util.ArrayList;
import java.util.List;

/// How far the truth fell from the centre on rolling origins, and hence where each quantile lies (split conformal).
///
/// An error is measured in units of the doubt that was expected: by horizon, by demand (`exponent` 0: the same at any demand, 1/2: as
/// counts do, 1: in proportion) and by phase of the season. What remains is a distribution of scores, one for each band of demand:
/// little demand has its noughts and its bursts, much demand has neither.
///
/// @param scales doubt by step of the horizon
/// @param offset keeps the doubt above nothing where the centre is nothing
/// @param phases factor by phase of the shortest season, all 1 until there is evidence of other
/// @param bands by rising demand, at least one
public record Calibration(
        List<Double> scales,
        double exponent,
        double offset,
        List<Double> phases,
        List<Band> bands) {

    public Calibration {
        if (exponent != 0 && exponent != 0.5 && exponent != 1) {
            throw new IllegalArgumentException("exponent must be 0, 0.5 or 1, was " + exponent);
        }
        if (bands.isEmpty() || scales.isEmpty() || phases.isEmpty()) {
            throw new IllegalArgumentException("scales, phases and bands must not be empty");
        }
        scales = List.copyOf(scales);
        phases = List.copyOf(phases);
        bands = List.copyOf(bands);
    }

    /// Scores at about this demand.
    ///
    /// @param centre the middle of the band, as the logarithm of demand
    /// @param scores quantiles of the standardised errors, evenly spaced in level
    public record Band(double centre, List<Double> scores) {
        public Band {
            scores = List.copyOf(scores);
        }

        double score(double level) {
            double at = level * (scores.size() - 1);
            int low = Math.clamp((int) at, 0, scores.size() - 2);
            return scores.get(low) + (at - low) * (scores.get(low + 1) - scores.get(low));
        }
    }

    /// What to assume where nothing could be tried: counts of things that come independently, doubled for caution.
    public static Calibration unknown(double mean) {
        List<Double> scores = new ArrayList<>();
        for (int i = 0; i <= Calibrator.GRID; i++) {
            double level = Math.clamp(i / (double) Calibrator.GRID, 0.0005, 0.9995);
            scores.add(2 * normal(level));
        }
        double offset = Math.max(mean, 1) * 0.1 + 0.1;
        return new Calibration(
                List.of(1.0), 0.5, offset, List.of(1.0), List.of(new Band(0, scores)));
    }

    /// Normal quantile to three digits (Hastings): a cold start knows no better.
    private static double normal(double level) {
        double p = Math.min(level, 1 - level);
        double t = Math.sqrt(-2 * Math.log(p));
        double z =
                t
                        - (2.515517 + t * (0.802853 + t * 0.010328))
                                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        return level < 0.5 ? -z : z;
    }

    /// What was learned from these steps of one origin.
    ///
    /// @param before what was known before them
    /// @param horizons how many horizons they amount to
    public Vigilance seen(List<Calibrator.Trial> steps, Vigilance before, double horizons) {
        if (steps.isEmpty()) {
            return before;
        }
        double above = 0;
        double below = 0;
        double high = before.level(1 - Vigilance.PROMISED);
        double low = before.level(Vigilance.PROMISED);
        for (Calibrator.Trial step : steps) {
            double centre = step.centre();
            above += step.truth() > quantile(high, centre, step.h(), step.phase()) ? 1 : 0;
            below += step.truth() < quantile(low, centre, step.h(), step.phase()) ? 1 : 0;
        }
        return before.having(above / steps.size(), below / steps.size(), horizons);
    }

    public double quantile(double level, double centre, int h, int phase) {
        return Math.max(0, centre + score(level, centre) * doubt(centre, h, phase));
    }

    private double doubt(double centre, int h, int phase) {
        double scale = scales.get(Math.min(h, scales.size() - 1));
        return scale * size(exponent, offset, centre) * phases.get(phase % phases.size());
    }

    /// Straight between the two bands on either side.
    private double score(double level, double centre) {
        double at = Math.log(Math.max(0, centre) + offset);
        Band below = bands.getFirst();
        for (Band band : bands) {
            if (band.centre() >= at) {
                double span = band.centre() - below.centre();
                double share = span > 0 ? (at - below.centre()) / span : 0;
                double low = below.score(level);
                return low + share * (band.score(level) - low);
            }
            below = band;
        }
        return below.score(level);
    }

    static double size(double exponent, double offset, double centre) {
        double demand = Math.max(0, centre) + offset;
        if (exponent == 0) {
            return 1;
        }
        return exponent == 1 ? demand : Math.sqrt(demand);
    }
}
