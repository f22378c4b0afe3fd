package io.headroom.e2e.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The reference of all commands, made of what the command itself knows of them.
final class CommandPages {
    /// An option of so many commands is described once, for all of them.
    private static final int COMMON = 10;

    private final StringBuilder text = new StringBuilder();
    private final Map<String, OptionSpec> common = new LinkedHashMap<>();

    private CommandPages() {}

    /// @param intro what stands above it all
    static String of(CommandLine line, String intro) {
        var pages = new CommandPages();
        pages.text.append(intro.strip()).append("\n\n");
        pages.findCommon(line);
        pages.overview(line);
        pages.commonOptions();
        subcommands(line).forEach(pages::command);
        return pages.text.toString().strip() + "\n";
    }

    private void findCommon(CommandLine line) {
        var seen = new LinkedHashMap<String, Integer>();
        count(line, seen);
        all(line)
                .forEach(
                        option -> {
                            if (seen.getOrDefault(key(option), 0) >= COMMON) {
                                common.putIfAbsent(key(option), option);
                            }
                        });
    }

    private static void count(CommandLine line, Map<String, Integer> seen) {
        all(line).forEach(option -> seen.merge(key(option), 1, Integer::sum));
    }

    private static List<OptionSpec> all(CommandLine line) {
        var own = new ArrayList<>(line.getCommandSpec().options());
        subcommands(line).forEach(sub -> own.addAll(all(sub)));
        return own;
    }

    /// All but `help`, which every group has, and what nobody is meant to type.
    private static List<CommandLine> subcommands(CommandLine line) {
        return line.getSubcommands().values().stream()
                .distinct()
                .filter(sub -> !sub.getCommandName().equals("help"))
                .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
                .toList();
    }

    private static String key(OptionSpec option) {
        return String.join(",", option.names()) + String.join(" ", option.description());
    }

    private void overview(CommandLine line) {
        text.append("| command | what it does |\n|---|---|\n");
        subcommands(line)
                .forEach(
                        sub ->
                                row(
                                        "[`%1$s`](#%1$s)".formatted(sub.getCommandName()),
                                        description(sub.getCommandSpec())));
        text.append("| `test` | builds everything and runs all tests |\n");
        text.append(
                "| `check [MODULE]` | format check, compile and tests of one module; without one"
                        + " the same as `test` |\n\n");
    }

    private void commonOptions() {
        text.append("## Options of many commands\n\n| option | what |\n|---|---|\n");
        common.values().forEach(option -> row(option(option), described(option)));
        text.append('\n');
    }

    private void command(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        var depth = spec.qualifiedName().split(" ").length;
        var name = spec.qualifiedName().replaceFirst("^headroom ", "");
        text.append("#".repeat(depth)).append(' ').append(name).append("\n\n");
        text.append(description(spec))
                .append(" `./headroom ")
                .append(name)
                .append(synopsis(spec))
                .append("`\n");
        rows(spec);
        text.append('\n');
        subcommands(line).forEach(this::command);
    }

    private static String synopsis(CommandSpec spec) {
        if (!spec.subcommands().isEmpty() && spec.positionalParameters().isEmpty()) {
            return spec.subcommands().keySet().stream()
                    .filter(name -> !name.equals("help"))
                    .collect(Collectors.joining("|", " ", ""));
        }
        return spec.positionalParameters().stream()
                .map(p -> p.arity().min() == 0 ? " [" + p.paramLabel() + "]" : " " + p.paramLabel())
                .collect(Collectors.joining());
    }

    private void rows(CommandSpec spec) {
        var own =
                spec.options().stream().filter(option -> !common.containsKey(key(option))).toList();
        if (own.isEmpty() && spec.positionalParameters().isEmpty()) {
            return;
        }
        text.append("\n| argument or option | what |\n|---|---|\n");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            row("`" + parameter.paramLabel() + "`", String.join(" ", parameter.description()));
        }
        own.forEach(option -> row(option(option), described(option)));
    }

    private static String option(OptionSpec option) {
        var names = String.join("`, `", option.names());
        return option.arity().max() == 0
                ? "`" + names + "`"
                : "`" + names + " " + option.paramLabel() + "`";
    }

    private static String described(OptionSpec option) {
        var initial = option.initialValue();
        return String.join(" ", option.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(initial))
                .replace("${COMPLETION-CANDIDATES}", "");
    }

    private static String description(CommandSpec spec) {
        return String.join(" ", spec.usageMessage().description());
    }

    private void row(String first, String second) {
        text.append("| ")
                .append(first)
                .append(" | ")
                .append(second.replace("|", "\\|"))
                .append(" |\n");
    }
}
