package io.headroom.cli.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Column;
import io.headroom.cli.render.Style;
import io.headroom.cli.render.Table;

/// The lines of an explanation, part by part.
final class Sections {
    private final List<String> lines = new ArrayList<>();
    private final Instant now;

    Sections(Instant now) {
        this.now = now;
    }

    /// What binds: the first thing that is read.
    Sections first(String line) {
        lines.add(Style.bold(line));
        return this;
    }

    Sections line(String line) {
        lines.add(line);
        return this;
    }

    Sections heading(String heading) {
        lines.add("");
        lines.add(Style.bold(heading));
        return this;
    }

    /// Nothing at all where there are no rows.
    Sections table(String heading, Iterable<JsonNode> rows, Column... columns) {
        var table = new Table(List.of(columns).stream().map(Column::heading).toList());
        var empty = true;
        for (var row : rows) {
            table.row(List.of(columns).stream().map(c -> c.cell().of(row, now)).toList());
            empty = false;
        }
        if (!empty) {
            heading(heading);
            table.lines().forEach(line -> lines.add("  " + line));
        }
        return this;
    }

    /// `no ready node has room (no-capacity)`.
    static String reason(JsonNode reason) {
        var message = Cells.text(reason.path("message"));
        return reason.has("code") ? message + " (" + reason.path("code").asText() + ")" : message;
    }

    List<String> lines() {
        return lines;
    }
}
