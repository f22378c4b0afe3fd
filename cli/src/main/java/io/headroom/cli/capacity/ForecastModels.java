package io.headroom.cli.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/// The models that were tried on a series, a line each, for people.
final class ForecastModels {

    private ForecastModels() {}

    /// @param models as the API answers them; nothing where there are none
    static List<String> lines(JsonNode models) {
        List<String> lines = new ArrayList<>();
        if (!models.isEmpty()) {
            lines.add("models tried on its past: weight, mean absolute error in GPUs, use");
        }
        for (JsonNode model : models) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %-24s %3.0f %%  %10.3f  %s",
                            model.path("model").asText(),
                            100 * model.path("weight").asDouble(),
                            model.path("error").asDouble(),
                            model.path("use").asText().replace('-', ' ')));
        }
        return lines;
    }
}
