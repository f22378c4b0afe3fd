package io.headroom.cli.noun;

import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `headroom NOUN`: says what can be done with it.
@Command(
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = HelpCommand.class)
public final class NounCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private NounCommand() {}

    /// With `list`, `show` and `watch`, and with verbs of its own.
    public static CommandLine of(Noun noun, Object... verbs) {
        var line = named(noun, new CommandLine(new NounCommand()));
        var questions =
                List.of(new ListCommand(noun), new ShowCommand(noun), new WatchCommand(noun));
        questions.forEach(question -> add(line, noun, question));
        for (var verb : verbs) {
            line.addSubcommand(verb);
        }
        return line;
    }

    /// One that is a list, with verbs of its own: typed alone, it shows the list.
    public static CommandLine listOnly(Noun noun, Object... verbs) {
        var line = named(noun, filtered(noun.filters(), new ListCommand(noun)));
        add(line, noun, new ListCommand(noun));
        add(line, noun, new WatchCommand(noun));
        for (var verb : verbs) {
            line.addSubcommand(verb);
        }
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static CommandLine named(Noun noun, CommandLine line) {
        line.getCommandSpec().name(noun.name());
        line.getCommandSpec().usageMessage().description(noun.description());
        return line;
    }

    private static void add(CommandLine line, Noun noun, Object question) {
        line.addSubcommand(
                question instanceof ShowCommand
                        ? filtered(noun.filtersOfOne(), question)
                        : filtered(noun.filters(), question));
    }

    private static CommandLine filtered(List<Filter> filters, Object question) {
        var line = new CommandLine(question);
        filters.forEach(filter -> filter.addTo(line.getCommandSpec()));
        return line;
    }
}
