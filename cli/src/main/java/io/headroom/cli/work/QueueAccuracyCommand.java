package io.headroom.cli.work;

import java.util.List;
import java.util.Locale;
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

/// `headroom queue accuracy`: what was said of starts, held against when workloads started.
@Command(
        name = "accuracy",
        description =
                "Show what estimates of starts were worth, by who told them, how far ahead, and what was waited for.",
        mixinStandardHelpOptions = true)
final class QueueAccuracyCommand implements Callable<Integer> {
    private static final String ALL = "all";
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("TOLD-BY", "/toldBy"),
                    Column.of("AHEAD", (row, _) -> orAll(row.path("ahead"))),
                    Column.of("WAITED-FOR", (row, _) -> orAll(row.path("waitedFor"))),
                    Column.of("TOLD", "/told"),
                    Column.of("STARTED", "/started"),
                    Column.of("SCORED", "/scored"),
                    Column.of("COVERED-50", (row, _) -> Cells.percent(row.path("coverage50"))),
                    Column.of("COVERED-90", (row, _) -> Cells.percent(row.path("coverage90"))),
                    Column.of("OFF", (row, _) -> seconds(row.path("errorSeconds"))),
                    Column.of("LATE", (row, _) -> seconds(row.path("lateSeconds"))),
                    Column.of("ERROR", (row, _) -> Cells.percent(row.path("errorRatio"))));

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        output.show(connection.client().get(QueueNoun.PATH + "/accuracy"), COLUMNS, out);
        if (output.isForPeople()) {
            out.println(
                    "COVERED-50 should be 50 %, COVERED-90 90 %. OFF is how far from the median they"
                            + " started, LATE how long after it, ERROR is OFF against what was waited.");
            out.flush();
        }
        return 0;
    }

    private static String orAll(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? ALL : Cells.text(value);
    }

    private static String seconds(JsonNode value) {
        return value.isNumber()
                ? String.format(Locale.ROOT, "%.1f s", value.asDouble())
                : Cells.NONE;
    }
}
