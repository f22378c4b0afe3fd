package io.headroom.cli.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.render.Style;

/// One field that is not as it should be.
///
/// @param before empty where there was none; @param after empty where there will be none
record Difference(String field, String before, String after) {
    static List<Difference> of(Change change) {
        var before = leaves(change.before());
        var after = leaves(change.after());
        var fields = new ArrayList<>(before.keySet());
        after.keySet().stream().filter(field -> !before.containsKey(field)).forEach(fields::add);
        return fields.stream()
                .map(
                        field ->
                                new Difference(
                                        field,
                                        before.getOrDefault(field, ""),
                                        after.getOrDefault(field, "")))
                .filter(difference -> !difference.before().equals(difference.after()))
                .toList();
    }

    String line() {
        if (before.isEmpty()) {
            return Style.green("+ " + field + ": " + after);
        }
        if (after.isEmpty()) {
            return Style.red("- " + field + ": " + before);
        }
        return "~ " + field + ": " + Style.red(before) + " -> " + Style.green(after);
    }

    private static Map<String, String> leaves(JsonNode value) {
        var leaves = new LinkedHashMap<String, String>();
        collect("", value, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode value, Map<String, String> leaves) {
        if (value.isObject()) {
            value.properties()
                    .forEach(
                            field ->
                                    collect(
                                            path.isEmpty()
                                                    ? field.getKey()
                                                    : path + "." + field.getKey(),
                                            field.getValue(),
                                            leaves));
        } else if (value.isArray() && value.valueStream().anyMatch(JsonNode::isContainerNode)) {
            for (int i = 0; i < value.size(); i++) {
                collect(path + "[" + i + "]", value.get(i), leaves);
            }
        } else if (!(value.isArray() && value.isEmpty()) && !value.isNull()) {
            leaves.put(path, value.isTextual() ? value.asText() : value.toString());
        }
    }
}
