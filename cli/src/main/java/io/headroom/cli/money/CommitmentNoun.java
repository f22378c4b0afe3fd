package io.headroom.cli.money;

import picocli.CommandLine;

import io.headroom.cli.noun.DeclareCommands;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom commitment`: what is paid for by the hour whether it is used or not.
public final class CommitmentNoun {

    private static final Noun NOUN =
            Noun.of(
                    "commitment",
                    "/commitments",
                    "Reserved machines, savings plans and committed use.",
                    Column.of("NAME", "/name"),
                    Column.of("KIND", "/kind"),
                    Column.of("PROVIDER", "/provider"),
                    Column.of("REGION", "/region"),
                    Column.of("TYPE", "/instanceType"),
                    Column.of("NODES", "/nodes"),
                    Column.of("$/H", "/perHour"),
                    Column.of("FROM", "/from"),
                    Column.of("TO", "/to"),
                    Column.of("TENANT", "/tenant"),
                    Column.wide("ZONE", "/zone"),
                    Column.wide("FAMILY", "/family"),
                    Column.wide("DISCOUNT-%", "/discountPercent"),
                    Column.wide("CHARGED-TO", "/chargedTo"),
                    Column.wide("VERSION", "/version"),
                    Column.wide("AGE", Cells.age("/createdAt")));

    private CommitmentNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN, DeclareCommands.put(NOUN), DeclareCommands.delete(NOUN));
    }
}
