package io.headroom.cli.render;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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

    /// Shows a list (`{"items":[...]}` or an array) or one object.
    public void show(JsonNode value, List<Column> columns, PrintWriter out) {
        switch (format()) {
            case TABLE -> table(value, columns.stream().filter(c -> !c.onlyWide()).toList(), out);
            case WIDE -> table(value, columns, out);
            case JSON -> out.println(value.toPrettyString());
            case YAML -> out.print(yaml(value));
        }
        out.flush();
    }

    /// Reads what people wrote, in JSON or YAML.
    public static JsonNode read(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void table(JsonNode value, List<Column> columns, PrintWriter out) {
        var table = new Table(columns.stream().map(Column::heading).toList());
        var items = value.has("items") ? value.get("items") : value;
        if (items.isArray()) {
            items.forEach(item -> table.row(cells(item, columns)));
        } else {
            table.row(cells(items, columns));
        }
        table.lines().forEach(out::println);
    }

    private static List<String> cells(JsonNode item, List<Column> columns) {
        return columns.stream().map(column -> column.cell(item)).toList();
    }

    private static String yaml(JsonNode value) {
        try {
            return new YAMLMapper()
                    .writeValueAsString(new ObjectMapper().treeToValue(value, Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
