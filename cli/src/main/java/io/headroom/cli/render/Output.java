package io.headroom.cli.render;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Option;

/// Mixin: how an answer is shown.
public final class Output {
    /// The ways to show an answer.
    public enum Format {
        TABLE,
        WIDE,
        JSON,
        YAML
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, wide, json or yaml (table by default).")
    private Format format = Format.TABLE;

    @Option(names = "--json", description = "The same as --output json.")
    private boolean json;

    public Format format() {
        return json ? Format.JSON : format;
    }

    /// Whether people read it, who want words beside the table.
    public boolean isForPeople() {
        return switch (format()) {
            case TABLE, WIDE -> true;
            case JSON, YAML -> false;
        };
    }

    /// Shows a list (`{"items":[...]}` or an array) or one object.
    public void show(JsonNode value, List<Column> columns, PrintWriter out) {
        lines(value, columns, Instant.EPOCH).forEach(out::println);
        out.flush();
    }

    /// @param now what ages are counted to
    public List<String> lines(JsonNode value, List<Column> columns, Instant now) {
        return switch (format()) {
            case TABLE -> table(value, columns.stream().filter(c -> !c.onlyWide()).toList(), now);
            case WIDE -> table(value, columns, now);
            case JSON, YAML -> document(value);
        };
    }

    /// One object: all of its fields for people, the object itself for programs.
    public void one(JsonNode value, PrintWriter out) {
        (isForPeople() ? Details.lines(value) : document(value)).forEach(out::println);
        out.flush();
    }

    /// As JSON or YAML; as YAML where neither was asked for.
    public List<String> document(JsonNode value) {
        return (format() == Format.JSON ? value.toPrettyString() : Yaml.write(value))
                .lines()
                .toList();
    }

    private static List<String> table(JsonNode value, List<Column> columns, Instant now) {
        var table = new Table(columns.stream().map(Column::heading).toList());
        var items = value.has("items") ? value.get("items") : value;
        if (items.isArray()) {
            items.forEach(item -> table.row(cells(item, columns, now)));
        } else {
            table.row(cells(items, columns, now));
        }
        return table.lines();
    }

    private static List<String> cells(JsonNode item, List<Column> columns, Instant now) {
        return columns.stream().map(column -> column.cell().of(item, now)).toList();
    }
}
