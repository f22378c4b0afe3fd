package io.headroom.cli.explain;

import java.util.LinkedHashMap;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `headroom explain workload|node|decision|budget ID`.
@Command(
        name = "explain",
        description = "Say why something is as it is: the binding reason first, then the story.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = HelpCommand.class)
public final class ExplainCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private ExplainCommand() {}

    public static CommandLine command() {
        var line = new CommandLine(new ExplainCommand());
        var explainers = new LinkedHashMap<String, Explainer>();
        explainers.put("workload", new WorkloadExplainer());
        explainers.put("node", new NodeExplainer());
        explainers.put("decision", new DecisionExplainer());
        explainers.put("budget", new BudgetExplainer());
        explainers.forEach(
                (name, explainer) -> {
                    var one = new CommandLine(new ExplainOneCommand(explainer));
                    one.getCommandSpec().name(name);
                    one.getCommandSpec().usageMessage().description("Explain a " + name + ".");
                    line.addSubcommand(one);
                });
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
