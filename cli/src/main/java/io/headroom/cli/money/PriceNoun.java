package io.headroom.cli.money;

import picocli.CommandLine;

import io.headroom.cli.noun.Filter;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Column;

/// `headroom price`: what machines cost, from when until when.
public final class PriceNoun {
    private static final Noun NOUN =
            Noun.of(
                            "price",
                            "/prices",
                            "What machines cost, from when until when.",
                            Column.of("PROVIDER", "/provider"),
                            Column.of("ZONE", "/zone"),
                            Column.of("TYPE", "/instanceType"),
                            Column.of("CAPACITY", "/capacityType"),
                            Column.of("$/H", "/perHour"),
                            Column.of("WORST-$/H", "/worstPerHour"),
                            Column.of("FROM", "/from"),
                            Column.of("UNTIL", "/until"),
                            Column.of("SOURCE", "/source"),
                            Column.wide("AS-OF", "/asOf"),
                            Column.wide("REGION", "/region"),
                            Column.wide("VERSION", "/version"))
                    .filtered(
                            Filter.of("--provider", "NAME", "Only this provider's."),
                            Filter.of("--zone", "ZONE", "Only in this zone."),
                            Filter.of("--at", "INSTANT", "Only what held then."));

    /// By type and region, for those that pools name.
    private static final Noun SOURCES =
            Noun.of(
                    "sources",
                    PriceImportCommand.PATH,
                    "What the types that pools name cost by list, who says so, and what the provider's own list had.",
                    Column.of("PROVIDER", "/provider"),
                    Column.of("REGION", "/region"),
                    Column.of("TYPE", "/instanceType"),
                    Column.of("$/H", "/perHour"),
                    Column.of("SOURCE", "/source"),
                    Column.of("FROM", "/from"),
                    Column.of("NEXT-$/H", "/next/perHour"),
                    Column.of("NEXT-FROM", "/next/from"),
                    Column.of("LOOKED", "/look/at"),
                    Column.of("OUTCOME", "/look/outcome"),
                    Column.wide("AS-OF", "/asOf"),
                    Column.wide("LIST-SAID", "/look/said"),
                    Column.wide("DETAIL", "/look/detail"));

    private PriceNoun() {}

    public static CommandLine command() {
        return NounCommand.listOnly(NOUN)
                .addSubcommand(NounCommand.listOnly(SOURCES))
                .addSubcommand(new PriceImportCommand());
    }
}
