package io.headroom.cli.noun;

import java.util.Arrays;
import java.util.List;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import io.headroom.cli.api.Query;

/// An option that narrows what the API answers.
///
/// @param parameter its name in the API
/// @param otherwise its value where nobody gives one; empty for none
/// @param reach whether it also says which of several of one name is shown
public record Filter(
        List<String> options,
        String parameter,
        String label,
        String description,
        String otherwise,
        Reach reach) {
    /// What an option narrows.
    public enum Reach {
        LIST,
        LIST_AND_ONE
    }

    /// @param option `--state`, which the API calls `state`
    public static Filter of(String option, String label, String description) {
        return new Filter(
                List.of(option),
                option.replaceFirst("^--", ""),
                label,
                description,
                "",
                Reach.LIST);
    }

    public Filter otherwise(String value) {
        return new Filter(options, parameter, label, description, value, reach);
    }

    /// `show` has it as well.
    public Filter alsoOfOne() {
        return new Filter(options, parameter, label, description, otherwise, Reach.LIST_AND_ONE);
    }

    boolean isOfOne() {
        return reach == Reach.LIST_AND_ONE;
    }

    void addTo(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder(options.toArray(String[]::new))
                        .paramLabel(label)
                        .description(
                                otherwise.isEmpty()
                                        ? description
                                        : description + " (" + otherwise + " by default)")
                        .type(String.class)
                        .build());
    }

    static Query add(List<Filter> filters, CommandSpec spec, Query query) {
        for (var filter : filters) {
            var given = spec.commandLine().getParseResult();
            String value =
                    given.matchedOptionValue(filter.options().getFirst(), filter.otherwise());
            if (value != null && !value.isBlank()) {
                query = query.with(filter.parameter(), value);
            }
        }
        return query;
    }

    /// Several options that are alike on all nouns that have them.
    public static List<Filter> timeSpan() {
        return Arrays.asList(
                of("--from", "INSTANT", "From when, such as 2026-03-01T00:00:00Z."),
                of("--to", "INSTANT", "Until when; that instant is not counted."));
    }
}
