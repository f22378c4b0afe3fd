package io.headroom.cli.top;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.noun.Repeating;
import io.headroom.cli.render.Output;

/// `headroom top`: queue, pools, GPUs, dollars and lead time on one screen.
@Command(
        name = "top",
        description = "Show queue, pools, GPUs, dollars and lead times on one screen.",
        mixinStandardHelpOptions = true)
public final class TopCommand implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();
    @Mixin private Repeating repeating = new Repeating();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        repeating.show(spec.commandLine().getOut(), this::lines);
        return 0;
    }

    private List<String> lines() {
        var overview = new Overview(connection.client(), connection.clock().instant()).read();
        return output.isForPeople() ? Screenful.of(overview) : output.document(overview);
    }
}
