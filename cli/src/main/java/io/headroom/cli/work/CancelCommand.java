package io.headroom.cli.work;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;

/// `headroom workload cancel ID...`.
@Command(
        name = "cancel",
        description = "End workloads; again changes nothing.",
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Which.")
    private List<String> ids = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var api = connection.client();
        var out = spec.commandLine().getOut();
        for (var id : ids) {
            var said =
                    api.post(
                            Query.under(WorkloadNoun.PATH, id) + "/cancel",
                            JsonNodeFactory.instance.objectNode());
            out.println("workload " + id + " " + said.path("state").asText());
        }
        out.flush();
        return 0;
    }
}
