package io.headroom.cli.noun;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `headroom NOUN watch [ID]`: the list or one of it, again and again.
@Command(
        name = "watch",
        description = "Show the list, or one of it, again and again, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private final Noun noun;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "One of them; the list by default.")
    private @Nullable String id;

    @Mixin private Questions questions = new Questions();
    @Mixin private Repeating repeating = new Repeating();
    @Spec private CommandSpec spec = CommandSpec.create();

    WatchCommand(Noun noun) {
        this.noun = noun;
    }

    @Override
    public Integer call() throws InterruptedException {
        var one = id;
        repeating.watch(
                spec.commandLine().getOut(),
                () -> one == null ? questions.list(noun, spec) : questions.one(noun, one, spec));
        return 0;
    }
}
