package io.headroom.cli.work;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.ApiProblem;
import io.headroom.cli.api.Connection;
import io.headroom.cli.noun.BodyFile;
import io.headroom.cli.render.Column;
import io.headroom.cli.render.Output;

/// `headroom workload submit -f FILE`: each document of the file is a workload.
@Command(
        name = "submit",
        description = "Submit the workloads of a file.",
        mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
    private static final Column[] COLUMNS = {
        Column.of("ID", "/id"), Column.of("NAME", "/name"), Column.of("STATE", "/state")
    };

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();
    @Mixin private BodyFile body = new BodyFile();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The idempotency key: the same again submits nothing twice.")
    private @Nullable String key;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var api = connection.client();
        var documents = body.documents();
        var stem = key == null ? UUID.randomUUID().toString() : key;
        var accepted = JsonNodeFactory.instance.objectNode();
        var items = accepted.putArray("items");
        var failed = 0;
        for (int number = 0; number < documents.size(); number++) {
            var own = documents.size() == 1 ? stem : stem + "-" + number;
            try {
                items.add(api.post(WorkloadNoun.PATH, documents.get(number), own));
            } catch (ApiProblem problem) {
                failed++;
                say("document " + (number + 1) + ": " + String.join("\n", problem.lines()));
            }
        }
        if (!items.isEmpty()) {
            output.show(accepted, List.of(COLUMNS), spec.commandLine().getOut());
        }
        return failed == 0 ? 0 : 1;
    }

    private void say(String line) {
        spec.commandLine().getErr().println("headroom: " + line);
    }
}
