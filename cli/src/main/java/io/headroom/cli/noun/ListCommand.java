package io.headroom.cli.noun;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `headroom NOUN list`: all of them, or those that its options leave.
@Command(name = "list", description = "Show a list.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private final Noun noun;

    @Mixin private Questions questions = new Questions();
    @Mixin private Repeating repeating = new Repeating();
    @Spec private CommandSpec spec = CommandSpec.create();

    ListCommand(Noun noun) {
        this.noun = noun;
    }

    @Override
    public Integer call() throws InterruptedException {
        repeating.show(spec.commandLine().getOut(), () -> questions.list(noun, spec));
        return 0;
    }
}
