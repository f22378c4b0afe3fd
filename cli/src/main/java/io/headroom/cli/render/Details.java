package io.headroom.cli.render;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/// One object as people read it: a line for each plain field, and what has parts of its own below them.
public final class Details {
    private static final String GAP = "  ";

    private Details() {}

    public static List<String> lines(JsonNode object) {
        if (!object.isObject()) {
            return List.of(Cells.text(object));
        }
        var width = width(object);
        var lines = new ArrayList<String>();
        for (var field : object.properties()) {
            if (isPlain(field.getValue())) {
                lines.add(
                        Style.bold(padded(field.getKey(), width))
                                + GAP
                                + Cells.text(field.getValue()));
            }
        }
        for (var field : object.properties()) {
            if (!isPlain(field.getValue())) {
                lines.add(Style.bold(field.getKey()));
                parts(field.getValue()).forEach(line -> lines.add(GAP + line));
            }
        }
        return lines;
    }

    private static List<String> parts(JsonNode value) {
        if (value.isObject()) {
            return lines(value);
        }
        var lines = new ArrayList<String>();
        for (var part : value) {
            var first = true;
            for (var line : lines(part)) {
                lines.add((first ? "- " : GAP) + line);
                first = false;
            }
        }
        return lines;
    }

    private static boolean isPlain(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().allMatch(JsonNode::isValueNode);
        }
        return value.isValueNode() || value.isEmpty();
    }

    private static int width(JsonNode object) {
        return object.properties().stream()
                .filter(field -> isPlain(field.getValue()))
                .mapToInt(field -> field.getKey().length())
                .max()
                .orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
