package io.headroom.cli;

import java.util.List;
import java.util.SequencedMap;

import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/// The list of commands in help, under headings.
final class GroupedCommands {
    private static final int NAMES = 13;
    private static final int INDENT = 2;

    private GroupedCommands() {}

    static String of(Help help, SequencedMap<String, List<String>> groups) {
        var text = new StringBuilder();
        groups.forEach(
                (group, names) ->
                        text.append("\n").append(group).append("\n").append(table(help, names)));
        return text.toString();
    }

    private static String table(Help help, List<String> names) {
        var width = help.commandSpec().usageMessage().width();
        var table =
                TextTable.forColumns(
                        help.colorScheme(),
                        new Column(NAMES + INDENT, INDENT, Column.Overflow.SPAN),
                        new Column(width - NAMES - INDENT, 0, Column.Overflow.WRAP));
        help.subcommands().entrySet().stream()
                .filter(command -> names.contains(command.getKey()))
                .filter(command -> !command.getValue().commandSpec().usageMessage().hidden())
                .forEach(
                        command ->
                                table.addRowValues(
                                        help.colorScheme().commandText(command.getKey()),
                                        help.colorScheme().text(description(command.getValue()))));
        return table.toString();
    }

    private static String description(Help command) {
        return String.join(" ", command.commandSpec().usageMessage().description());
    }
}
