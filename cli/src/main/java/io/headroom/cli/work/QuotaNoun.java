package io.headroom.cli.work;

import picocli.CommandLine;

import io.headroom.cli.noun.DeclareCommands;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom quota`.
public final class QuotaNoun {
    private static final Noun NOUN =
            Noun.of(
                    "quota",
                    "/quotas",
                    "Limits that are no money: GPU-hours in a period.",
                    Column.of("NAME", "/name"),
                    Column.of("SCOPE", "/scope"),
                    Column.of("RESOURCE", "/resource"),
                    Column.of("AMOUNT", "/amount"),
                    Column.of("USED", "/used"),
                    Column.of("EVERY", "/period/every"),
                    Column.of("AGE", Cells.age("/createdAt")),
                    Column.wide("VERSION", "/version"));

    private QuotaNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN, DeclareCommands.put(NOUN), DeclareCommands.delete(NOUN));
    }
}
