package io.headroom.engine.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.headroom.contracts.forecast.ModelUse;
import io.headroom.engine.forecast.FittedSeries.FittedModel;
import io.headroom.engine.forecast.combine.Attempt;
import io.headroom.engine.forecast.combine.Backtest;
import io.headroom.engine.forecast.combine.Combination;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.doubt.Calibration;
import io.headroom.engine.forecast.doubt.Calibrator;
import io.headroom.engine.forecast.doubt.Vigilance;
import io.headroom.engine.forecast.model.Burst;
import io.headroom.engine.forecast.model.Intermittent;
import io.headroom.engine.forecast.model.LagRegression;
import io.headroom.engine.forecast.model.Model;
import io.headroom.engine.forecast.model.Models;
import io.headroom.engine.forecast.model.Naive;
import io.headroom.engine.forecast.model.PhaseRegression;
import io.headroom.engine.forecast.model.RateRegression;
import io.headroom.engine.forecast.model.SeasonalNaive;
import io.headroom.engine.forecast.model.Smoothing;
import io.headroom.engine.forecast.model.Theta;
import io.headroom.engine.forecast.model.series.Series;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.QuantilePath;

/// Learns from a history, and says what comes next with how much doubt.
///
/// [#refit] is the dear half, to be done now and then; [#forecast] is the cheap one, to be done with every new value.
public final class Forecaster {
    /// No forecast goes beyond so many times the highest demand known: what grows faster is served by the reactive path, and a model
    /// gone wild must not buy.
    private static final double CEILING = 4;

    private Forecaster() {}

    public static FittedSeries refit(DemandHistory history, ForecastPolicy policy) {
        Blocks blocks = Blocks.of(history, policy);
        Series series = blocks.series();
        int horizon = blocks.horizon(policy.horizon());
        Backtest backtest = Backtest.over(series, horizon);
        if (series.size() < policy.fewest() || !backtest.isPossible()) {
            return new FittedSeries(
                    policy,
                    history.end(),
                    blocks.block(),
                    blocks.seasons(),
                    blocks.changes(),
                    List.of(),
                    Calibration.unknown(series.mean(0, series.size())));
        }
        List<Attempt> attempts = new ArrayList<>();
        for (Model model : Models.ALL) {
            if (policy.allows(model.name()) && model.suits(series, backtest.origins().getFirst())) {
                attempts.add(backtest.attempt(model));
            }
        }
        double reference = reference(attempts);
        double[] weights = Combination.weights(attempts, reference, backtest.confidence());
        List<FittedModel> fitted = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            fitted.add(learned(attempts.get(i), backtest, weights[i], reference));
        }
        Calibration calibration = calibrate(blocks, backtest, attempts, weights);
        return new FittedSeries(
                policy,
                history.end(),
                blocks.block(),
                blocks.seasons(),
                blocks.changes(),
                fitted,
                calibration);
    }

    private static FittedModel learned(
            Attempt attempt, Backtest backtest, double weight, double reference) {
        ModelUse use =
                weight > 0
                        ? ModelUse.USED
                        : attempt.error() > reference
                                ? ModelUse.LOSES_TO_SEASONAL_NAIVE
                                : ModelUse.FAR_BEHIND_THE_BEST;
        double[] parameters = weight > 0 ? backtest.parameters(attempt) : new double[0];
        return new FittedModel(
                attempt.model().name(),
                Arrays.stream(parameters).boxed().toList(),
                weight,
                attempt.error(),
                use);
    }

    /// The error to beat: that of the better seasonal naive, or of naive where no season has been seen.
    private static double reference(List<Attempt> attempts) {
        double reference = Double.POSITIVE_INFINITY;
        double naive = Double.POSITIVE_INFINITY;
        for (Attempt attempt : attempts) {
            switch (attempt.model()) {
                case SeasonalNaive _ -> reference = Math.min(reference, attempt.error());
                case Naive _ -> naive = attempt.error();
                case Smoothing _,
                        Theta _,
                        LagRegression _,
                        PhaseRegression _,
                        RateRegression _,
                        Intermittent _,
                        Burst _ -> {}
            }
        }
        return reference < Double.POSITIVE_INFINITY ? reference : naive;
    }

    private static Calibration calibrate(
            Blocks blocks, Backtest backtest, List<Attempt> attempts, double[] weights) {
        List<Calibrator.Trial> trials = new ArrayList<>();
        double[] values = new double[weights.length];
        for (int o = 0; o < backtest.origins().size(); o++) {
            double[] centre = new double[backtest.horizon()];
            for (int h = 0; h < centre.length; h++) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = attempts.get(i).value(o, h);
                }
                centre[h] = Combination.centre(values, weights);
            }
            blocks.addTrials(trials, backtest.origins().get(o), centre, backtest.weight(o));
        }
        if (trials.isEmpty()) {
            return Calibration.unknown(blocks.series().mean(0, blocks.series().size()));
        }
        return Calibrator.calibrate(
                trials, backtest.horizon() * blocks.block(), Blocks.PHASES, backtest.separate());
    }

    /// What comes in the `steps` steps from `now` on (from the history's end, if that is later).
    public static Outlook forecast(
            FittedSeries fitted, DemandHistory history, int steps, Instant now) {
        int skipped = skipped(history, now, fitted.policy());
        Blocks blocks = Blocks.of(history, fitted.block(), fitted.seasons());
        Combined combined = new Combined(fitted, history, blocks, skipped + steps);
        Instant from = history.end().plus(history.step().multipliedBy(skipped));
        return new Outlook(
                history.series(),
                from,
                history.step(),
                paths(fitted, blocks, history, combined, skipped, steps),
                saidBy(fitted, blocks),
                Trust.in(fitted, history, now));
    }

    /// The models, and the last change of level: it may be newer than what the models have learned.
    private static String saidBy(FittedSeries fitted, Blocks blocks) {
        List<FittedSeries.Change> changes = blocks.changes();
        return changes.isEmpty() ? fitted.spokenBy() : fitted.spokenBy() + "; " + changes.getLast();
    }

    private static List<QuantilePath> paths(
            FittedSeries fitted,
            Blocks blocks,
            DemandHistory history,
            Combined combined,
            int skipped,
            int steps) {
        List<Double> levels = fitted.policy().levels();
        double[] centre = combined.ahead(skipped + steps);
        Vigilance vigilance = combined.vigilance();
        double ceiling = CEILING * history.highest() + CEILING;
        double[][] values = new double[levels.size()][centre.length - skipped];
        for (int h = skipped; h < centre.length; h++) {
            int phase = blocks.phase(history.size() + h);
            double floor = 0;
            for (int q = 0; q < values.length; q++) {
                double level = vigilance.level(levels.get(q));
                double value = fitted.calibration().quantile(level, centre[h], h, phase);
                floor = Math.max(floor, Math.min(value, ceiling));
                values[q][h - skipped] = floor;
            }
        }
        List<QuantilePath> paths = new ArrayList<>();
        for (int q = 0; q < values.length; q++) {
            paths.add(new QuantilePath(levels.get(q), Arrays.stream(values[q]).boxed().toList()));
        }
        return paths;
    }

    /// Whole steps between the history's end and now; bounded, since a clock may jump a day, and then the outlook is stale anyway.
    private static int skipped(DemandHistory history, Instant now, ForecastPolicy policy) {
        if (!now.isAfter(history.end())) {
            return 0;
        }
        Duration late = Duration.between(history.end(), now);
        return (int) Math.min(late.dividedBy(history.step()), policy.horizon());
    }
}
