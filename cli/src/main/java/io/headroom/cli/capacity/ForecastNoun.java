package io.headroom.cli.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.noun.Filter;
import io.headroom.cli.noun.Findings;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;
import io.headroom.cli.render.Plot;
import io.headroom.local.Refused;

/// `headroom forecast`: each series by its name, such as `default/H100`.
public final class ForecastNoun {
    static final String PATH = "/forecasts";

    /// By what a series is divided.
    static final List<String> DIMENSIONS = List.of("tenant", "class", "shape");

    /// What a picture shows: all that is foreseen.
    private static final String FAR = "PT2H";

    private static final Noun NOUN =
            Noun.of(
                            "forecast",
                            PATH,
                            "What is expected to be wanted, in GPUs.",
                            Column.of("SERIES", "/series"),
                            Column.of("WHOSE", (forecast, _) -> whose(forecast)),
                            Column.of("MODEL", "/model"),
                            Column.of("USABLE", "/usable"),
                            Column.of("NEXT", (forecast, _) -> gpus(first(forecast, "0.5"))),
                            Column.of("P50", (forecast, _) -> gpus(highest(forecast, "0.5"))),
                            Column.of("P90", (forecast, _) -> gpus(highest(forecast, "0.9"))),
                            Column.wide(
                                    "FOR REQUESTS",
                                    (forecast, _) -> forecast.at("/requests/above").asText("")),
                            Column.of("FROM", "/from"),
                            Column.of("WHY", "/why"),
                            Column.wide("STEP", "/step"))
                    .filtered(
                            Filter.of("--lane", "LANE", "Only those of this lane."),
                            Filter.of(
                                            "--tenant",
                                            "TENANT",
                                            "What this tenant will want of them; '*' for each.")
                                    .alsoOfOne(),
                            Filter.of(
                                            "--class",
                                            "CLASS",
                                            "What this class will want of them, such as training;"
                                                    + " '*' for each.")
                                    .alsoOfOne(),
                            Filter.of(
                                            "--shape",
                                            "SHAPE",
                                            "What will be asked of them in whole GPUs (whole),"
                                                    + " shares (share) or a MIG profile; '*' for"
                                                    + " each.")
                                    .alsoOfOne(),
                            Filter.of(
                                    "--horizon",
                                    "DURATION",
                                    "How far ahead, PT2H at most; PT1H by default."))
                    .read(Findings::whole)
                    .found(ForecastNoun::find)
                    .detailed(ForecastNoun::picture)
                    .footed(
                            _ ->
                                    List.of(
                                            "P50 and P90 are the highest of their quantile;"
                                                    + " ./headroom forecast show SERIES draws them."));

    private ForecastNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN, new AccuracyCommand());
    }

    private static JsonNode find(ApiClient api, String path, String series) {
        JsonNode found =
                api.get(path + (path.contains("?") ? "&" : "?") + "horizon=" + FAR)
                        .path("items")
                        .valueStream()
                        .filter(forecast -> forecast.path("series").asText().equals(series))
                        .findFirst()
                        .orElseThrow(() -> new Refused("there is no forecast of " + series));
        return ForecastMeasures.added(api, found);
    }

    private static List<String> picture(JsonNode forecast) {
        var median = path(forecast, "0.5");
        var lines = new ArrayList<String>();
        lines.add(
                "%s, GPUs wanted from %s, %d steps of %s, by %s"
                        .formatted(
                                (forecast.path("series").asText() + " " + whose(forecast)).strip(),
                                forecast.path("from").asText(),
                                median.size(),
                                Cells.duration(forecast.path("step")),
                                forecast.path("model").asText()));
        if (!forecast.path("usable").asBoolean()) {
            lines.add("not usable: " + Cells.text(forecast.path("why")));
        }
        for (JsonNode span : forecast.path("usableIn")) {
            lines.add(
                    "usable from %s to %s alone, for which demand was announced: %s"
                            .formatted(
                                    span.path("from").asText(),
                                    span.path("to").asText(),
                                    Cells.text(forecast.path("why"))));
        }
        if (forecast.has("requests")) {
            lines.add(requests(forecast.path("requests")));
        }
        lines.addAll(ForecastMeasures.lines(forecast));
        lines.addAll(ForecastModels.lines(forecast.path("models")));
        lines.add("");
        lines.addAll(Plot.lines(median, path(forecast, "0.9")));
        lines.add("█ median   ░ up to the 90 % quantile");
        return lines;
    }

    /// What the requests of services need of it.
    private static String requests(JsonNode requests) {
        double above = requests.path("above").asDouble();
        return "requests: %s a second, counted on %d replicas, need %s GPUs; %s are asked for%s"
                .formatted(
                        gpus(requests.path("perSecond").asDouble()),
                        requests.path("replicas").asInt(),
                        gpus(requests.path("gpus").asDouble()),
                        gpus(requests.path("asked").asDouble()),
                        above > 0 ? ", so demand is " + gpus(above) + " higher" : "");
    }

    /// The tenant, class or shape whose part of the series it is; nothing where it is the whole series.
    static String whose(JsonNode forecast) {
        return DIMENSIONS.stream()
                .map(dimension -> forecast.path(dimension).asText(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static List<Double> path(JsonNode forecast, String quantile) {
        return forecast.path("quantiles")
                .path(quantile)
                .valueStream()
                .map(JsonNode::asDouble)
                .toList();
    }

    private static double first(JsonNode forecast, String quantile) {
        return path(forecast, quantile).stream().findFirst().orElse(0.0);
    }

    private static double highest(JsonNode forecast, String quantile) {
        return path(forecast, quantile).stream().mapToDouble(v -> v).max().orElse(0);
    }

    private static String gpus(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
