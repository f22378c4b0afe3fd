package io.headroom.engine.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.headroom.engine.forecast.FittedSeries.FittedModel;
import io.headroom.engine.forecast.combine.Backtest;
import io.headroom.engine.forecast.combine.Combination;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.doubt.Calibration;
import io.headroom.engine.forecast.doubt.Calibrator;
import io.headroom.engine.forecast.doubt.Vigilance;
import io.headroom.engine.forecast.model.Models;
import io.headroom.engine.forecast.model.series.Series;

/// What the models that have a weight say together, now and at points since they learned: those tell whether the doubt is still right.
final class Combined {
    /// Looks at a horizon's worth of steps: twice as many cost twice as much and see the same errors.
    private static final int LOOKS = 4;

    private static final int MOST_LOOKS = 24;

    /// Where nothing has been learned, the mean of so many last values.
    private static final int LAST = 6;

    private final FittedSeries fitted;
    private final Blocks blocks;
    private final List<Integer> origins;
    private final double[][] centres;
    private final int horizon;

    /// @param steps how far ahead, seen from the history's end
    Combined(FittedSeries fitted, DemandHistory history, Blocks blocks, int steps) {
        this.fitted = fitted;
        this.blocks = blocks;
        horizon = blocks.horizon(fitted.policy().horizon());
        origins = origins(history);
        centres = centres(Math.max(blocks.horizon(steps), origins.size() > 1 ? horizon : 0));
    }

    /// Points since the refit, a few to a horizon, and the end.
    private List<Integer> origins(DemandHistory history) {
        int end = blocks.series().size();
        long behind = history.end().toEpochMilli() - fitted.learnedUpTo().toEpochMilli();
        long since = behind / (history.step().toMillis() * blocks.block());
        int stride = Math.max(1, horizon / LOOKS);
        int looks = Math.clamp(since / stride, 0, Math.min(MOST_LOOKS, end / 2 / stride));
        List<Integer> points = new ArrayList<>();
        for (int i = looks; i > 0; i--) {
            points.add(end - i * stride);
        }
        points.add(end);
        return points;
    }

    private double[][] centres(int ahead) {
        Series series = blocks.series();
        int end = series.size();
        double[][] found = new double[origins.size()][ahead];
        if (end == 0) {
            return found;
        }
        List<double[][]> paths = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (FittedModel part : fitted.models()) {
            if (part.weight() > 0) {
                Models.named(part.name())
                        .filter(model -> model.suits(series, origins.getFirst()))
                        .ifPresent(
                                model -> {
                                    double[] parameters = unboxed(part.parameters());
                                    paths.add(model.paths(parameters, series, origins, ahead));
                                    weights.add(part.weight());
                                });
            }
        }
        double[] values = new double[paths.size()];
        double[] shares = unboxed(weights);
        for (int o = 0; o < found.length; o++) {
            int origin = origins.get(o);
            Arrays.fill(found[o], series.mean(Math.max(0, origin - LAST), origin));
            for (int h = 0; h < ahead && values.length > 0; h++) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Backtest.sane(paths.get(i)[o][h]);
                }
                found[o][h] = Combination.centre(values, shares);
            }
        }
        return found;
    }

    /// The expected demand in the `steps` steps after the end.
    double[] ahead(int steps) {
        int end = blocks.series().size();
        return end == 0 ? new double[steps] : blocks.fine(centres[centres.length - 1], end, steps);
    }

    /// What the errors since the refit have made of the doubt.
    Vigilance vigilance() {
        Calibration calibration = fitted.calibration();
        Vigilance vigilance = Vigilance.CALM;
        double stride = Math.max(1, horizon / LOOKS);
        for (int o = 0; o < origins.size() - 1; o++) {
            List<Calibrator.Trial> steps = new ArrayList<>();
            double[] centre = Arrays.copyOf(centres[o], horizon);
            blocks.addTrials(steps, origins.get(o), centre, 1);
            double known = steps.size() / (double) horizon;
            vigilance = calibration.seen(steps, vigilance, known * stride / horizon);
        }
        return vigilance;
    }

    private static double[] unboxed(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
