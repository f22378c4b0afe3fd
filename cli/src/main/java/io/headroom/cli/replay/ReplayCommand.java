package io.headroom.cli.replay;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `headroom replay`: the same engine over what really happened, in virtual time.
@Command(
        name = "replay",
        description = "Replay a trace under one or more policies.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            HelpCommand.class,
            ReplayPlacementCommand.class,
            ReplayGangsCommand.class,
            ReplayFleetCommand.class
        })
public final class ReplayCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
