package io.headroom.cli.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.render.Cells;

/// What forecasts of one series were worth as a picture of characters: a line for each horizon, or for each hour of the day.
final class AccuracyPlot {
    private static final int WIDTH = 20;

    private AccuracyPlot() {}

    /// @param items as the API answers `/forecasts/accuracy`, of one series
    /// @param label what the lines are, such as AHEAD; @param field which member of an item says it
    static List<String> lines(List<JsonNode> items, String label, String field) {
        double worst =
                items.stream()
                        .mapToDouble(item -> item.path("weightedQuantileLoss").asDouble())
                        .max()
                        .orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(
                "%-6s %-28s %-9s %s"
                        .formatted(label, "LOSS", "OF-NAIVE", "COVERED-90 (| is 90 %)"));
        for (JsonNode item : items) {
            double loss = item.path("weightedQuantileLoss").asDouble();
            lines.add(
                    "%6d %s %-7s %-9s %s %s"
                            .formatted(
                                    item.path(field).asInt(),
                                    filled(worst > 0 ? loss / worst : 0),
                                    item.has("weightedQuantileLoss")
                                            ? String.format(Locale.ROOT, "%.3f", loss)
                                            : "-",
                                    Cells.percent(item.path("mase")),
                                    coverage(item.path("coverage90")),
                                    Cells.percent(item.path("coverage90"))));
        }
        return lines;
    }

    private static String filled(double share) {
        int full = (int) Math.round(WIDTH * Math.clamp(share, 0, 1));
        return "█".repeat(full) + "·".repeat(WIDTH - full);
    }

    /// How often the truth was at or below the 90 % quantile; the mark is where it should be.
    static String coverage(JsonNode share) {
        StringBuilder bar = new StringBuilder(filled(share.asDouble()));
        bar.setCharAt(WIDTH * 9 / 10 - 1, '|');
        return bar.toString();
    }
}
