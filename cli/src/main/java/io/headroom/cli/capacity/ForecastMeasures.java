package io.headroom.cli.capacity;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Query;
import io.headroom.local.Refused;

/// What the demand of a series was made of in the last hour, for people.
final class ForecastMeasures {

    private static final String FIELD = "measures";

    private ForecastMeasures() {}

    /// The forecast with the measures of its series, or of the part of it that it is of. Where they are not known or may not be seen, the forecast alone.
    static JsonNode added(ApiClient api, JsonNode forecast) {
        if (forecast instanceof ObjectNode series) {
            try {
                series.set(FIELD, api.get(path(forecast)).path(FIELD));
            } catch (Refused _) {
                return forecast;
            }
        }
        return forecast;
    }

    private static String path(JsonNode forecast) {
        Query query = Query.of("/series/measures").with("series", forecast.path("series").asText());
        for (String dimension : ForecastNoun.DIMENSIONS) {
            if (forecast.hasNonNull(dimension)) {
                query = query.with(dimension, forecast.path(dimension).asText());
            }
        }
        return query.toString();
    }

    /// One line; nothing where nothing is known.
    static List<String> lines(JsonNode forecast) {
        JsonNode measures = forecast.path(FIELD);
        return measures.isEmpty() || known(measures.path("running")).isEmpty()
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "last known: %.1f GPUs run, %.1f are waited for by %.0f workloads; in an"
                                        + " hour %.0f arrived, and %.1f GPU-hours were worked%s",
                                last(measures, "running"),
                                last(measures, "queued"),
                                last(measures, "waiting"),
                                sum(measures, "arrivals"),
                                sum(measures, "work") / 3600,
                                outlived(last(measures, "outlived"))));
    }

    private static String outlived(double gpus) {
        return gpus < 0.05
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %.1f GPUs do not count, since what waited for them would be over by now",
                        gpus);
    }

    private static double last(JsonNode measures, String name) {
        List<Double> known = known(measures.path(name));
        return known.isEmpty() ? 0 : known.getLast();
    }

    private static double sum(JsonNode measures, String name) {
        return known(measures.path(name)).stream().mapToDouble(v -> v).sum();
    }

    private static List<Double> known(JsonNode values) {
        return values.valueStream().filter(JsonNode::isNumber).map(JsonNode::asDouble).toList();
    }
}
