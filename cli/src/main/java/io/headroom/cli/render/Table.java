package io.headroom.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rows under headings, as wide as they need to be; numbers are aligned to the right.
public final class Table {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.,]*( ?%)?");
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(List<String> headings) {
        this.headings = List.copyOf(headings);
    }

    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    public Table row(List<String> cells) {
        if (cells.size() != headings.size()) {
            throw new IllegalArgumentException(
                    "%d cells for %d headings".formatted(cells.size(), headings.size()));
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    public Table row(Object... cells) {
        var texts = new ArrayList<String>();
        for (var cell : cells) {
            texts.add(String.valueOf(cell));
        }
        return row(texts);
    }

    /// One line for the headings and one for each row, without trailing blanks.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(Style.bold(line(headings)));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            if (column > 0) {
                line.append(GAP);
            }
            var padding = " ".repeat(width(column) - cells.get(column).length());
            line.append(
                    isNumeric(column) ? padding + cells.get(column) : cells.get(column) + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> row.get(column).length())
                .reduce(headings.get(column).length(), Math::max);
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream()
                        .map(row -> row.get(column))
                        .allMatch(cell -> cell.equals("-") || NUMBER.matcher(cell).matches());
    }
}
