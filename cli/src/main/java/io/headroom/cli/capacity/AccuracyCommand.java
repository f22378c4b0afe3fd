package io.headroom.cli.capacity;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;
import io.headroom.cli.render.Output;

/// `headroom forecast accuracy`: what forecasts were worth.
@Command(
        name = "accuracy",
        description = "Show what forecasts were worth, by how many minutes they looked ahead.",
        mixinStandardHelpOptions = true)
final class AccuracyCommand implements Callable<Integer> {
    private static final int BAR = 20;
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("SERIES", "/series"),
                    Column.of("AHEAD", "/ahead"),
                    Column.of("SCORED", "/scored"),
                    Column.of("ERROR", (row, _) -> Cells.percent(row.path("errorRatio"))),
                    Column.of("OF-NAIVE", (row, _) -> Cells.percent(row.path("relativeToNaive"))),
                    Column.of("COVERED-90", (row, _) -> Cells.percent(row.path("coverage90"))),
                    Column.of("", (row, _) -> bar(row.path("coverage90"))));

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        output.show(connection.client().get(ForecastNoun.PATH + "/accuracy"), COLUMNS, out);
        if (output.isForPeople()) {
            out.println(
                    "ERROR is of the median, against the demand; OF-NAIVE below 100 % beats \"as"
                            + " now\"; COVERED-90 should be 90 %.");
            out.flush();
        }
        return 0;
    }

    /// How often the truth was below the 90 % quantile; the mark is where it should be.
    private static String bar(JsonNode coverage) {
        var filled = (int) Math.round(BAR * Math.clamp(coverage.asDouble(), 0, 1));
        var bar = new StringBuilder("█".repeat(filled) + "·".repeat(BAR - filled));
        bar.setCharAt(BAR * 9 / 10 - 1, '|');
        return bar.toString();
    }
}
