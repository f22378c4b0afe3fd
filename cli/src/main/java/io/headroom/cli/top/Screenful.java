package io.headroom.cli.top;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.render.Bar;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Style;
import io.headroom.cli.render.Table;

/// An overview as lines: the pools first, with what they hold, how long they take, and why.
final class Screenful {
    private static final int DECISIONS = 5;

    private Screenful() {}

    static List<String> of(JsonNode overview) {
        var lines = new ArrayList<String>();
        lines.add(summary(overview));
        lines.add("");
        lines.addAll(pools(overview.path("pools")));
        lines.add("");
        lines.addAll(waiting(overview.path("waiting")));
        for (var budget : overview.path("budgets")) {
            lines.add("%-20s %s".formatted(budget.path("budget").asText(), Bar.ofBudget(budget)));
        }
        var decisions = overview.path("decisions");
        if (!decisions.isEmpty()) {
            lines.add("");
            lines.add(Style.dim("last decisions"));
            decisions.valueStream().limit(DECISIONS).map(Screenful::decision).forEach(lines::add);
        }
        return lines;
    }

    private static String summary(JsonNode overview) {
        var gpus = overview.path("gpus");
        return Style.bold(
                "GPUs used %s of %s, coming %s   $%s an hour   %s"
                        .formatted(
                                Cells.gpus(gpus.path("usedMilli").asLong()),
                                gpus.path("ready").asText("0"),
                                gpus.path("planned").asText("0"),
                                overview.path("spend").path("perHour").asText("0.00"),
                                counts(overview.path("queue"))));
    }

    private static List<String> pools(JsonNode pools) {
        var table = Table.of("POOL", "NODES", "GPUS", "BUSY", "$/H", "HELD", "LEAD", "REASON");
        for (var pool : pools) {
            table.row(
                    pool.path("name").asText(),
                    counts(pool.path("nodes")),
                    pool.path("gpus").path("total").asText("0"),
                    Cells.gpus(pool.path("gpus").path("usedMilli").asLong()),
                    pool.path("perHour").asText("0.00"),
                    pool.path("held").asText(),
                    Cells.duration(pool.path("leadTime")),
                    Cells.text(pool.path("reason").path("message")));
        }
        return table.lines();
    }

    private static List<String> waiting(JsonNode waiting) {
        if (waiting.isEmpty()) {
            return List.of("nothing waits", "");
        }
        var table = Table.of("WAITING", "WORKLOADS", "GPUS", "OLDEST", "REASON");
        for (var row : waiting) {
            table.row(
                    row.path("class").asText(),
                    row.path("workloads").asText(),
                    Cells.gpus(row.path("milliGpus").asLong()),
                    Cells.duration(row.path("oldest")),
                    counts(row.path("reasons")));
        }
        var lines = new ArrayList<>(table.lines());
        lines.add("");
        return lines;
    }

    private static String decision(JsonNode decision) {
        return "  %s  %s %s %s: %s"
                .formatted(
                        Cells.text(decision.path("at")),
                        Cells.text(decision.path("about")),
                        Cells.text(decision.path("id")),
                        Cells.text(decision.path("what")),
                        Cells.text(decision.path("reason").path("message")));
    }

    /// `ready 3, booting 1`.
    private static String counts(JsonNode counts) {
        var text =
                counts.properties().stream()
                        .filter(count -> count.getValue().asLong() > 0)
                        .map(count -> count.getKey() + " " + count.getValue().asLong())
                        .collect(Collectors.joining(", "));
        return text.isEmpty() ? Cells.NONE : text;
    }
}
