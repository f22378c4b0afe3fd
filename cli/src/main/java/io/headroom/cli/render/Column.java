package io.headroom.cli.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/// One column of a table over JSON objects.
///
/// @param pointer where in the object the cell is, as a JSON pointer
/// @param onlyWide shown with `--output wide` alone
public record Column(String heading, JsonPointer pointer, boolean onlyWide) {
    public static Column of(String heading, String pointer) {
        return new Column(heading, JsonPointer.compile(pointer), false);
    }

    public static Column wide(String heading, String pointer) {
        return new Column(heading, JsonPointer.compile(pointer), true);
    }

    String cell(JsonNode object) {
        var value = object.at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
