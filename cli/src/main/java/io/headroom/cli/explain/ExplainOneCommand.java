package io.headroom.cli.explain;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.noun.Repeating;
import io.headroom.cli.render.Output;

/// `headroom explain NOUN ID`.
@Command(mixinStandardHelpOptions = true)
final class ExplainOneCommand implements Callable<Integer> {
    private final Explainer explainer;

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();
    @Mixin private Repeating repeating = new Repeating();

    @Parameters(
            paramLabel = "ID",
            description =
                    "Its id, or its name where people named it; of a node the beginning of its id is enough.")
    private String id = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    ExplainOneCommand(Explainer explainer) {
        this.explainer = explainer;
    }

    @Override
    public Integer call() throws InterruptedException {
        repeating.show(spec.commandLine().getOut(), this::lines);
        return 0;
    }

    private List<String> lines() {
        var said = explainer.explain(connection.client(), id, connection.clock().instant());
        return output.isForPeople() ? said.lines() : output.document(said.facts());
    }
}
