package io.headroom.cli.money;

import picocli.CommandLine;

import io.headroom.cli.noun.Filter;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Column;

/// `headroom rate`: what other currencies are in dollars, from when until when.
public final class RateNoun {
    static final String PATH = "/rates";

    private static final Noun NOUN =
            Noun.of(
                            "rate",
                            PATH,
                            "What other currencies are in dollars, from when until when.",
                            Column.of("CURRENCY", "/currency"),
                            Column.of("DOLLARS", "/dollars"),
                            Column.of("FROM", "/from"),
                            Column.of("UNTIL", "/until"),
                            Column.of("BY", "/saidBy"),
                            Column.wide("SAID-AT", "/saidAt"))
                    .filtered(
                            Filter.of("--currency", "CODE", "Only this currency's."),
                            Filter.of("--at", "INSTANT", "Only what held then."));

    private RateNoun() {}

    public static CommandLine command() {
        return NounCommand.listOnly(NOUN).addSubcommand(new SayRateCommand());
    }
}
