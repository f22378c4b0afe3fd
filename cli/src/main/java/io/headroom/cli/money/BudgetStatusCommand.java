package io.headroom.cli.money;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;
import io.headroom.cli.noun.Repeating;
import io.headroom.cli.render.Bar;
import io.headroom.cli.render.Details;
import io.headroom.cli.render.Output;

/// `headroom budget status NAME`: how it stands in the period that is now.
@Command(
        name = "status",
        description = "Show what of a budget is spent, held and free.",
        mixinStandardHelpOptions = true)
final class BudgetStatusCommand implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();
    @Mixin private Repeating repeating = new Repeating();

    @Parameters(paramLabel = "NAME", description = "Which.")
    private String name = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var api = connection.client();
        repeating.show(
                spec.commandLine().getOut(),
                () -> lines(api.get(Query.under(BudgetNoun.PATH, name) + "/status")));
        return 0;
    }

    private List<String> lines(JsonNode status) {
        if (!output.isForPeople()) {
            return output.document(status);
        }
        var lines = new ArrayList<String>();
        lines.add(Bar.ofBudget(status));
        lines.add("");
        lines.addAll(Details.lines(status));
        return lines;
    }
}
