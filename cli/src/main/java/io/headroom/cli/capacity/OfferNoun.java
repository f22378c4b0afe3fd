package io.headroom.cli.capacity;

import picocli.CommandLine;

import io.headroom.cli.noun.Filter;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;

/// `headroom offer`: what can be bought or woken now.
public final class OfferNoun {
    private static final String PATH = "/offers";

    private static final Noun NOUN =
            Noun.of(
                            "offer",
                            PATH,
                            "What pools can be asked for now, and how likely it is had.",
                            Column.of("POOL", "/pool"),
                            Column.of("TYPE", "/template/instanceType"),
                            Column.of("GPUS", "/template/gpus"),
                            Column.of("CAPACITY", "/capacityType"),
                            Column.of("ZONE", "/zone"),
                            Column.of("$/H", "/pricePerHour"),
                            Column.of("WORST-$/H", "/worstPerHour"),
                            Column.of("LIKELY", "/likelihood"),
                            Column.of("LOST/H", "/interruptionPerHour"),
                            Column.of("BOOT", Cells.duration("/boot")),
                            Column.of("WAKES", "/wakes"),
                            Column.wide("MODEL", "/template/gpuModel"),
                            Column.wide("ADDS-$/H", "/marginalPerHour"),
                            Column.wide("AT-LEAST", Cells.duration("/minimumBilling")),
                            Column.wide("ENDS-IN", Cells.duration("/timeToTerminate")),
                            Column.wide("FIRST-READY", Cells.duration("/preparing/first")),
                            Column.wide("MACHINE", "/machine"),
                            Column.wide("PROVIDER", "/provider"),
                            Column.wide("REGION", "/region"))
                    .filtered(
                            Filter.of("--pool", "NAME", "Only of this pool."),
                            Filter.of("--type", "NAME", "Only of this instance type."));

    private static final Noun SHORTAGES =
            Noun.of(
                    "shortages",
                    PATH + "/shortages",
                    "What providers lacked of late, and until when it is not asked for.",
                    Column.of("PROVIDER", "/provider"),
                    Column.of("ZONE", "/zone"),
                    Column.of("TYPE", "/instanceType"),
                    Column.of("CAPACITY", "/capacityType"),
                    Column.of("LIKELY", "/likelihood"),
                    Column.of("FAILURES", "/failures"),
                    Column.of("UNTIL", "/until"),
                    Column.of("ANSWER", "/kind"),
                    Column.wide("DETAIL", "/detail"));

    private OfferNoun() {}

    public static CommandLine command() {
        return NounCommand.listOnly(NOUN).addSubcommand(NounCommand.listOnly(SHORTAGES));
    }
}
