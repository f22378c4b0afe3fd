package io.headroom.cli.render;

import java.time.Instant;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/// One column of a table over JSON objects.
///
/// @param onlyWide shown with `--output wide` alone
public record Column(String heading, Cell cell, boolean onlyWide) {
    /// What a cell says of an object.
    public interface Cell {
        String of(JsonNode object, Instant now);
    }

    /// @param pointer where in the object the cell is, as a JSON pointer
    public static Column of(String heading, String pointer) {
        return of(heading, at(pointer));
    }

    public static Column of(String heading, Cell cell) {
        return new Column(heading, cell, false);
    }

    public static Column wide(String heading, String pointer) {
        return new Column(heading, at(pointer), true);
    }

    public static Column wide(String heading, Cell cell) {
        return new Column(heading, cell, true);
    }

    private static Cell at(String pointer) {
        var place = JsonPointer.compile(pointer);
        return (object, _) -> Cells.text(object.at(place));
    }
}
