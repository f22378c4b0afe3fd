package io.headroom.engine.forecast;

import java.time.Instant;
import java.util.List;

import io.headroom.engine.forecast.doubt.Calibration;

/// What was learned about a series: to be kept, and to be forecast from until the next refit.
///
/// @param learnedUpTo the end of the history that this was learned from
/// @param block how many steps of the history the models see as one
/// @param seasons lengths in blocks
public record FittedSeries(
        ForecastPolicy policy,
        Instant learnedUpTo,
        int block,
        List<Integer> seasons,
        List<FittedModel> models,
        Calibration calibration) {

    public FittedSeries {
        seasons = List.copyOf(seasons);
        models = List.copyOf(models);
    }

    /// One model's part.
    ///
    /// @param error mean absolute error over the rolling origins
    /// @param why why the weight is what it is
    public record FittedModel(
            String name, List<Double> parameters, double weight, double error, String why) {
        public FittedModel {
            parameters = List.copyOf(parameters);
            if (!(weight >= 0 && weight <= 1)) {
                throw new IllegalArgumentException(
                        "weight must lie between 0 and 1, was " + weight);
            }
        }
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
