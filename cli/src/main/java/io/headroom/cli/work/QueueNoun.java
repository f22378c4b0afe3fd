package io.headroom.cli.work;

import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;

import io.headroom.cli.noun.Findings;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom queue`: who waits, and why, first served first.
public final class QueueNoun {
    static final String PATH = "/queue";

    /// As much as the API gives at once; the counts below the table are of all.
    private static final String MOST = "1000";

    private static final Noun NOUN =
            Noun.of(
                            "queue",
                            PATH,
                            "Show who waits and why, first served first.",
                            Column.of("ID", "/id"),
                            Column.of("NAME", "/name"),
                            Column.of("TENANT", "/tenant"),
                            Column.of("LANE", "/lane"),
                            Column.of("WANTS", "/wants"),
                            Column.of("REPLICAS", "/replicas"),
                            Column.of("PRIORITY", "/priority"),
                            Column.of("WAITED", Cells.duration("/waited")),
                            Cells.reason("/reason"),
                            Column.wide("DEADLINE", "/deadline"),
                            Column.wide("OUTLOOK", "/deadlineOutlook"),
                            Column.wide("WHY", "/reason/message"))
                    .read(
                            (api, query, limit) ->
                                    Findings.whole(api, query.with("limit", MOST), limit))
                    .footed(QueueNoun::counts);

    private QueueNoun() {}

    public static CommandLine command() {
        return NounCommand.listOnly(NOUN, new QueueAccuracyCommand());
    }

    private static List<String> counts(JsonNode queue) {
        return List.of(
                "",
                queue.path("live").properties().stream()
                        .map(state -> state.getKey() + " " + state.getValue().asLong())
                        .collect(Collectors.joining("   ")));
    }
}
