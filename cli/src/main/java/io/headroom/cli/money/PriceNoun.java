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
                            Column.wide("REGION", "/region"),
                            Column.wide("VERSION", "/version"))
                    .filtered(
                            Filter.of("--provider", "NAME", "Only this provider's."),
                            Filter.of("--zone", "ZONE", "Only in this zone."),
                            Filter.of("--at", "INSTANT", "Only what held then."));

    private PriceNoun() {}

    public static CommandLine command() {
        return NounCommand.listOnly(NOUN);
    }
}
