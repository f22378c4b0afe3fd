package io.headroom.cli.capacity;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;

/// `headroom node drain ID...`.
@Command(
        name = "drain",
        description = "Let nodes go: they take nothing new, and end when they are empty.",
        mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Which.")
    private List<String> ids = List.of();

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            description = "How long what runs may take to leave, such as PT10M.")
    private @Nullable Duration within;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var api = connection.client();
        var out = spec.commandLine().getOut();
        for (var id : ids) {
            var request = JsonNodeFactory.instance.objectNode();
            if (within != null) {
                request.put("within", within.toString());
            }
            var node = api.post(Query.under(NodeNoun.PATH, id) + "/drain", request);
            out.println("node %s %s".formatted(id, node.path("state").asText()));
            out.flush();
        }
        return 0;
    }
}
