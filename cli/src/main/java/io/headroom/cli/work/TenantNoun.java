package io.headroom.cli.work;

import picocli.CommandLine;

import io.headroom.cli.noun.DeclareCommands;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom tenant`.
public final class TenantNoun {
    private static final Noun NOUN =
            Noun.of(
                    "tenant",
                    "/tenants",
                    "Who may ask for GPUs, and how much of what is contended is theirs.",
                    Column.of("NAME", "/name"),
                    Column.of("PARENT", "/parent"),
                    Column.of("WEIGHT", "/weight"),
                    Column.of("GUARANTEED", "/guaranteedGpus"),
                    Column.of("MAX", "/maxGpus"),
                    Column.of("ENVIRONMENTS", "/environments"),
                    Column.of("AGE", Cells.age("/createdAt")),
                    Column.wide("VERSION", "/version"));

    private TenantNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN, DeclareCommands.put(NOUN));
    }
}
