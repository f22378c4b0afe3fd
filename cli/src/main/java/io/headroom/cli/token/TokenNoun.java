package io.headroom.cli.token;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `headroom token`.
@Command(
        name = "token",
        description = "Tokens for people who use the Headroom that runs here.",
        mixinStandardHelpOptions = true,
        subcommands = IssueCommand.class)
public final class TokenNoun implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    /// Without a verb: which there are.
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
