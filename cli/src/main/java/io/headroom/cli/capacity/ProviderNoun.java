package io.headroom.cli.capacity;

import picocli.CommandLine;

import io.headroom.cli.noun.Findings;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom provider`.
public final class ProviderNoun {
    private static final Noun NOUN =
            Noun.of(
                            "provider",
                            "/providers",
                            "Who machines come from, and how each answers of late.",
                            Column.of("NAME", "/name"),
                            Column.of("STATE", "/state"),
                            Column.of("SINCE", Cells.age("/since")),
                            Column.of("BUSY", "/busy"),
                            Column.of("CALLS", "/calls"),
                            Column.of("FAILURES", "/failures"),
                            Column.of("DETAIL", "/detail"))
                    .read(Findings::whole)
                    .found(Findings.inList("provider", "name"));

    private ProviderNoun() {}

    public static CommandLine command() {
        return NounCommand.of(NOUN);
    }
}
