package io.headroom.contracts.check;

import java.util.List;
import java.util.stream.Collectors;

/// Input that no value can be made from, with each wrong field and what is wrong with it.
public final class InvalidFields extends IllegalArgumentException {

    /// One wrong field: its path in the document and a sentence for people.
    public record Field(String field, String message) {}

    private final transient List<Field> fields;

    public InvalidFields(List<Field> fields) {
        super(
                fields.stream()
                        .map(f -> f.field() + ": " + f.message())
                        .collect(Collectors.joining("; ")));
        this.fields = List.copyOf(fields);
    }

    public InvalidFields(String field, String message) {
        this(List.of(new Field(field, message)));
    }

    public List<Field> fields() {
        return fields;
    }
}
