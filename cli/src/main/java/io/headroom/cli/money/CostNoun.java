package io.headroom.cli.money;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;

import io.headroom.cli.noun.Filter;
import io.headroom.cli.noun.Findings;
import io.headroom.cli.noun.Noun;
import io.headroom.cli.noun.NounCommand;
import io.headroom.cli.render.Column;

/// `headroom cost --by tenant,class`.
public final class CostNoun {
    private static final Noun NOUN =
            Noun.of("cost", "/costs", "Show what was paid, in groups that add up to the total.")
                    .filtered(filters())
                    .read(Findings::whole)
                    .shown(CostNoun::columns)
                    .footed(costs -> List.of("", "total  $" + costs.path("total").asText()));

    private CostNoun() {}

    public static CommandLine command() {
        return NounCommand.listOnly(NOUN).addSubcommand(new FocusCommand());
    }

    private static Filter[] filters() {
        var filters = new ArrayList<Filter>();
        filters.add(
                Filter.of(
                        "--by",
                        "WHAT,...",
                        "Groups: tenant, class, model, pool, environment, lane, provider, region, node,"
                                + " workload, share; tenant by default."));
        filters.addAll(Filter.timeSpan());
        return filters.toArray(Filter[]::new);
    }

    private static List<Column> columns(JsonNode costs) {
        var columns = new ArrayList<Column>();
        for (var group : costs.path("by")) {
            columns.add(
                    Column.of(group.asText().toUpperCase(Locale.ROOT), "/group/" + group.asText()));
        }
        columns.add(Column.of("AMOUNT", "/amount"));
        return columns;
    }
}
