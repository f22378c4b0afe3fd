package io.headroom.cli.work;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;
import io.headroom.cli.noun.Repeating;
import io.headroom.cli.render.Column;
import io.headroom.cli.render.Output;

/// `headroom workload story ID`: what happened to it, in order.
@Command(
        name = "story",
        description = "Show what happened to a workload, in order.",
        mixinStandardHelpOptions = true)
final class StoryCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("AT", "/at"),
                    Column.of("WHAT", "/what"),
                    Column.of("DETAIL", "/detail"));

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();
    @Mixin private Repeating repeating = new Repeating();

    @Parameters(paramLabel = "ID", description = "Which.")
    private String id = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var api = connection.client();
        var now = connection.clock().instant();
        repeating.show(
                spec.commandLine().getOut(),
                () ->
                        output.lines(
                                api.get(Query.under(WorkloadNoun.PATH, id) + "/story"),
                                COLUMNS,
                                now));
        return 0;
    }
}
