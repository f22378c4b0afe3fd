package io.headroom.cli.capacity;

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
import io.headroom.local.Refused;

/// `headroom pool advice NAME`: what a pool in mode `advise` would have done.
@Command(
        name = "advice",
        description =
                "Show what a pool in mode advise would have done, and what that would have cost and saved.",
        mixinStandardHelpOptions = true)
final class AdviceCommand implements Callable<Integer> {
    private static final int MOST = 1000;
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("AT", "/at"),
                    Column.of("STEP", "/step"),
                    Column.of("TYPE", "/instanceType"),
                    Column.of("ZONE", "/zone"),
                    Column.of("CAPACITY", "/capacityType"),
                    Column.of("GPUS", "/gpus"),
                    Column.of("$/H", "/pricePerHour"),
                    Column.of("WORST", "/worstPerHour"),
                    Column.of("UNTIL", "/until"),
                    Column.of("COST", "/cost"),
                    Column.of("SPARED", "/spared"),
                    Column.of("GPU-H-WAITED", (row, _) -> hours(row.path("waitingGpuHours"))),
                    Cells.reason("/reason"),
                    Column.wide("NODE", "/node"),
                    Column.wide("READY-AT", "/readyAt"),
                    Column.wide("WHY", "/reason/message"),
                    Column.wide("WHY-UNTIL", "/untilReason/message"));

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();

    @Parameters(paramLabel = "NAME", description = "The pool.")
    private String name = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The newest so many steps (${DEFAULT-VALUE}, up to 1000).")
    private int limit = 20;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new Refused("--limit must be from 1 to " + MOST);
        }
        var out = spec.commandLine().getOut();
        var answer =
                connection.client().get(Query.under("/pools", name) + "/advice?limit=" + limit);
        output.show(answer, COLUMNS, out);
        if (output.isForPeople()) {
            lines(answer).forEach(out::println);
            out.flush();
        }
        return 0;
    }

    private List<String> lines(JsonNode answer) {
        var totals = answer.path("totals");
        if (!totals.isObject()) {
            return List.of(
                    "pool %s is in mode %s: it has advised nothing"
                            .formatted(name, answer.path("mode").asText()));
        }
        return List.of(
                "since %s: %s node(s) bought, %s there now for $%s an hour"
                        .formatted(
                                totals.path("since").asText(),
                                totals.path("bought").asText(),
                                totals.path("nodes").asText(),
                                totals.path("perHour").asText()),
                "it would have cost $%s, and saved %s GPU-hours of waiting (worth $%s) and $%s of idling"
                        .formatted(
                                totals.path("cost").asText(),
                                hours(totals.path("waitingGpuHours")),
                                totals.path("waitingSaved").asText(),
                                totals.path("idleSaved").asText()),
                "so far %s of those bought would have held work that waited, %s went without ($%s); of %s given back %s were of use again within the hour"
                        .formatted(
                                totals.path("needed").asText(),
                                totals.path("inVain").asText(),
                                totals.path("costInVain").asText(),
                                totals.path("returned").asText(),
                                totals.path("regretted").asText()));
    }

    private static String hours(JsonNode hours) {
        return hours.isNumber() ? String.format(Locale.ROOT, "%.1f", hours.asDouble()) : Cells.NONE;
    }
}
