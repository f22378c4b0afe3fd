package io.headroom.cli.money;

import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;
import io.headroom.cli.render.Output;

/// `headroom rate say EUR 1.0825`: from now on, or from an instant on.
@Command(
        name = "say",
        description =
                "Say what one unit of a currency is in dollars; the same again changes nothing.",
        mixinStandardHelpOptions = true)
final class SayRateCommand implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();

    @Parameters(index = "0", paramLabel = "CURRENCY", description = "Its ISO 4217 code.")
    private String currency = "";

    @Parameters(index = "1", paramLabel = "DOLLARS", description = "For one unit.")
    private String dollars = "";

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "When on; from now on by default. Periods that have begun keep theirs.")
    private String from = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var body = JsonNodeFactory.instance.objectNode().put("dollars", dollars);
        if (!from.isEmpty()) {
            body.put("from", from);
        }
        var said =
                connection
                        .client()
                        .put(Query.under(RateNoun.PATH, currency), body, Optional.empty());
        output.one(said.body(), spec.commandLine().getOut());
        return 0;
    }
}
