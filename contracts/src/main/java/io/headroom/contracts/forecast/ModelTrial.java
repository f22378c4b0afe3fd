package io.headroom.contracts.forecast;

import io.headroom.contracts.check.Checks;

/// What became of one model that was tried on a series' own past.
///
/// @param model such as `seasonal-naive-1` or `theta`
/// @param weight its say, from 0 to 1; the weights of a series add up to 1
/// @param error mean absolute error in GPUs over the points tried, the recent ones more
public record ModelTrial(String model, double weight, double error, ModelUse use) {

    public ModelTrial {
        new Checks()
                .that(model != null && !model.isBlank(), "model", "is required")
                .that(weight >= 0 && weight <= 1, "weight", "must be from 0 to 1")
                .that(error >= 0, "error", "must be 0 or more")
                .present(use, "use")
                .done();
    }
}
