package io.headroom.cli.noun;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `headroom NOUN show ID`: everything that the API says of one.
@Command(name = "show", description = "Show one, with everything.", mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    private final Noun noun;

    @Parameters(paramLabel = "ID", description = "Its id, or its name where people named it.")
    private String id = "";

    @Mixin private Questions questions = new Questions();
    @Mixin private Repeating repeating = new Repeating();
    @Spec private CommandSpec spec = CommandSpec.create();

    ShowCommand(Noun noun) {
        this.noun = noun;
    }

    @Override
    public Integer call() throws InterruptedException {
        repeating.show(spec.commandLine().getOut(), () -> questions.one(noun, id, spec));
        return 0;
    }
}
