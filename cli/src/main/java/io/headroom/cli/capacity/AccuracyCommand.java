package io.headroom.cli.capacity;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;
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
                    Column.of("WHOSE", (row, _) -> ForecastNoun.whose(row)),
                    Column.of("AHEAD", "/ahead"),
                    Column.of("SCORED", "/scored"),
                    Column.of("ERROR", (row, _) -> Cells.percent(row.path("errorRatio"))),
                    Column.of("OF-NAIVE", (row, _) -> Cells.percent(row.path("relativeToNaive"))),
                    Column.of("COVERED-90", (row, _) -> Cells.percent(row.path("coverage90"))),
                    Column.of("", (row, _) -> bar(row.path("coverage90"))));

    @Option(names = "--lane", paramLabel = "LANE", description = "Only series of this lane.")
    private String lane = "";

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "Of what this tenant wants of them; '*' for each.")
    private String tenant = "";

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Of what this class wants of them; '*' for each.")
    private String workloadClass = "";

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            description = "Of what is asked of them in this shape; '*' for each.")
    private String shape = "";

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        output.show(connection.client().get(asked().toString()), COLUMNS, out);
        if (output.isForPeople()) {
            out.println(
                    "ERROR is of the median, against the demand; OF-NAIVE below 100 % beats \"as"
                            + " now\"; COVERED-90 should be 90 %.");
            out.flush();
        }
        return 0;
    }

    private Query asked() {
        var query = Query.of(ForecastNoun.PATH + "/accuracy");
        query = lane.isEmpty() ? query : query.with("lane", lane);
        query = tenant.isEmpty() ? query : query.with("tenant", tenant);
        query = workloadClass.isEmpty() ? query : query.with("class", workloadClass);
        return shape.isEmpty() ? query : query.with("shape", shape);
    }

    /// How often the truth was below the 90 % quantile; the mark is where it should be.
    private static String bar(JsonNode coverage) {
        var filled = (int) Math.round(BAR * Math.clamp(coverage.asDouble(), 0, 1));
        var bar = new StringBuilder("█".repeat(filled) + "·".repeat(BAR - filled));
        bar.setCharAt(BAR * 9 / 10 - 1, '|');
        return bar.toString();
    }
}
