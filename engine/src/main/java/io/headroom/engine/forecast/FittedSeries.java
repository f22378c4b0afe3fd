package io.headroom.engine.forecast;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.contracts.forecast.ModelUse;
import io.headroom.engine.forecast.doubt.Calibration;

/// What was learned about a series: to be kept, and to be forecast from until the next refit.
///
/// @param learnedUpTo the end of the history that this was learned from
/// @param block how many steps of the history the models see as one
/// @param seasons lengths in blocks
/// @param changes of level that were found, by rising instant: what lay before was brought to the level after
public record FittedSeries(
        ForecastPolicy policy,
        Instant learnedUpTo,
        int block,
        List<Integer> seasons,
        List<Change> changes,
        List<FittedModel> models,
        Calibration calibration) {

    /// Finer is for nobody to read.
    private static final double DIGITS = 1e4;

    public FittedSeries {
        seasons = List.copyOf(seasons);
        changes = List.copyOf(changes);
        models = List.copyOf(models);
    }

    /// Demand became `factor` times what it was, at `at`, for good.
    public record Change(Instant at, double factor) {

        /// For people to read.
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "level x%.2f since %s", factor, at);
        }
    }

    /// One model's part.
    ///
    /// @param error mean absolute error over the rolling origins
    /// @param use why the weight is what it is
    public record FittedModel(
            String name, List<Double> parameters, double weight, double error, ModelUse use) {
        public FittedModel {
            parameters = List.copyOf(parameters);
            if (!(weight >= 0 && weight <= 1)) {
                throw new IllegalArgumentException(
                        "weight must lie between 0 and 1, was " + weight);
            }
        }
    }

    /// What became of each model, those with the most say first.
    public List<ModelTrial> trials() {
        return models.stream()
                .sorted(Comparator.comparingDouble(FittedModel::weight).reversed())
                .map(
                        m ->
                                new ModelTrial(
                                        m.name(), rounded(m.weight()), rounded(m.error()), m.use()))
                .toList();
    }

    private static double rounded(double figure) {
        return Math.round(figure * DIGITS) / DIGITS;
    }

    /// The models that speak, for people to read.
    public String spokenBy() {
        StringBuilder text = new StringBuilder();
        for (FittedModel model : models) {
            if (model.weight() > 0) {
                text.append(text.isEmpty() ? "" : " + ")
                        .append(Math.round(model.weight() * 100))
                        .append(" % ")
                        .append(model.name());
            }
        }
        return text.isEmpty() ? "cold start" : text.toString();
    }
}
