package io.headroom.cli.work;

import picocli.CommandLine;

import io.headroom.cli.noun.DeclareCommands;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom lane`.
public final class LaneNoun {
    private static final Noun NOUN =
            Noun.of(
                    "lane",
                    "/lanes",
                    "Parts of the fleet, each for some classes, tenants or environments.",
                    Column.of("NAME", "/name"),
                    Column.of("CLASSES", "/classes"),
                    Column.of("TENANTS", "/tenants"),
                    Column.of("ENVIRONMENTS", "/environments"),
                    Column.of("SHARING", "/sharing"),
                    Column.of("RESERVED", "/reservedGpus"),
                    Column.of("AGE", Cells.age("/createdAt")),
                    Column.wide("MOVES", "/defragmentation/atOnce"),
                    Column.wide("VERSION", "/version"));

    private LaneNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN, DeclareCommands.put(NOUN));
    }
}
