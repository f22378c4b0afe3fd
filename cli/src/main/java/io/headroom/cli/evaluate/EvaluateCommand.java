package io.headroom.cli.evaluate;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `headroom evaluate`: the engine against a truth that is known.
@Command(
        name = "evaluate",
        description = "Score what the engine says where the truth is known.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {HelpCommand.class, EvaluateForecastCommand.class})
public final class EvaluateCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
