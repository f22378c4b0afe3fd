package io.headroom.cost.ledger;

import java.util.ArrayList;
import java.util.List;

/// Comma-separated values as RFC 4180 has them.
final class Csv {

    private Csv() {}

    static String line(List<String> values) {
        List<String> quoted = values.stream().map(Csv::quoted).toList();
        return String.join(",", quoted) + "\r\n";
    }

    private static String quoted(String value) {
        boolean plain =
                value.indexOf(',') < 0
                        && value.indexOf('"') < 0
                        && value.indexOf('\n') < 0
                        && value.indexOf('\r') < 0;
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    /// The rows of a text; empty lines are left out. A quote that is never closed ends with the text.
    static List<List<String>> parse(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                row.add(take(value));
            } else if (!quoted && c == '\n') {
                row.add(take(value));
                end(rows, row);
            } else if (quoted || c != '\r') {
                value.append(c);
            }
        }
        row.add(take(value));
        end(rows, row);
        return rows;
    }

    private static String take(StringBuilder value) {
        String text = value.toString();
        value.setLength(0);
        return text;
    }

    private static void end(List<List<String>> rows, List<String> row) {
        if (row.size() > 1 || !row.getFirst().isBlank()) {
            rows.add(List.copyOf(row));
        }
        row.clear();
    }
}
