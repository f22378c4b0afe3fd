package io.headroom.cli.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;
import io.headroom.cli.render.Output;

/// `headroom forecast accuracy`: what forecasts were worth, and a picture of one series.
@Command(
        name = "accuracy",
        description = {
            "Show what forecasts were worth, by how many minutes they looked ahead.",
            "With a SERIES such as default/H100, or 'default/*' for all of a lane, it is drawn, by"
                    + " hours of the day as well."
        },
        mixinStandardHelpOptions = true)
final class AccuracyCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("SERIES", "/series"),
                    Column.of("WHOSE", (row, _) -> ForecastNoun.whose(row)),
                    Column.of("AHEAD", "/ahead"),
                    Column.of("SCORED", "/scored"),
                    Column.of("LOSS", (row, _) -> ratio(row.path("weightedQuantileLoss"))),
                    Column.of("ERROR", (row, _) -> Cells.percent(row.path("errorRatio"))),
                    Column.of("OF-NAIVE", (row, _) -> Cells.percent(row.path("mase"))),
                    Column.of("OF-NOW", (row, _) -> Cells.percent(row.path("relativeToNaive"))),
                    Column.of("WITHIN-80", (row, _) -> Cells.percent(row.at("/intervals/0.8"))),
                    Column.of("COVERED-50", (row, _) -> Cells.percent(row.at("/coverage/0.5"))),
                    Column.of("COVERED-90", (row, _) -> Cells.percent(row.path("coverage90"))),
                    Column.of("COVERED-95", (row, _) -> Cells.percent(row.at("/coverage/0.95"))),
                    Column.of("", (row, _) -> AccuracyPlot.coverage(row.path("coverage90"))));

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SERIES",
            description = "One series, such as default/H100; 'default/*' is all of a lane's.")
    private String series = "";

    @Option(
            names = "--last",
            paramLabel = "DURATION",
            description = "How far back, P7D by default.")
    private String last = "";

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
        var answer = connection.client().get(asked().toString());
        output.show(answer, COLUMNS, out);
        if (output.isForPeople()) {
            if (!series.isEmpty()
                    && tenant.isEmpty()
                    && workloadClass.isEmpty()
                    && shape.isEmpty()) {
                draw(answer).forEach(out::println);
            }
            out.println(
                    "LOSS is the weighted quantile loss, ERROR that of the median, both over the"
                            + " demand; OF-NAIVE below 100 % beats seasonal naive (MASE), OF-NOW \"as"
                            + " now\"; WITHIN-80 should be 80 %, COVERED-50, -90 and -95 what they are"
                            + " called.");
            out.flush();
        }
        return 0;
    }

    private List<String> draw(JsonNode byHorizon) {
        var byHour = connection.client().get(asked().with("by", "hour").toString());
        var lines = new ArrayList<String>();
        lines.add("");
        lines.addAll(AccuracyPlot.lines(items(byHorizon), "AHEAD", "ahead"));
        lines.add("");
        lines.addAll(AccuracyPlot.lines(items(byHour), "HOUR", "hour"));
        lines.add("");
        return lines;
    }

    private static List<JsonNode> items(JsonNode answer) {
        return answer.path("items").valueStream().toList();
    }

    private static String ratio(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.3f", value.asDouble()) : "-";
    }

    private Query asked() {
        var query = Query.of(ForecastNoun.PATH + "/accuracy");
        query = lane.isEmpty() ? query : query.with("lane", lane);
        query = series.isEmpty() ? query : query.with("series", series);
        query = last.isEmpty() ? query : query.with("last", last);
        query = tenant.isEmpty() ? query : query.with("tenant", tenant);
        query = workloadClass.isEmpty() ? query : query.with("class", workloadClass);
        return shape.isEmpty() ? query : query.with("shape", shape);
    }
}
