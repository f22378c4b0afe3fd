package io.headroom.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import io.headroom.cli.bench.faults.BenchFaultsCommand;
import io.headroom.cli.bench.system.BenchSystemCommand;

/// `headroom bench`: how fast it is.
@Command(
        name = "bench",
        description = "Measure how fast it is.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            HelpCommand.class,
            BenchSystemCommand.class,
            BenchPlacementCommand.class,
            BenchInnerCommand.class,
            BenchForecastCommand.class,
            BenchCostCommand.class,
            BenchFaultsCommand.class
        })
public final class BenchCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
