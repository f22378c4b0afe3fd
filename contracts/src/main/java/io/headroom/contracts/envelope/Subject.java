package io.headroom.contracts.envelope;

import java.util.regex.Pattern;

/// Where on the bus an event is said: `headroom.<cell>.<context>.<event>.<key>`.
public record Subject(Cell cell, EventType type, String key) {

    private static final Pattern KEY = Pattern.compile("[^\\s.*>]{1,200}");

    public Subject {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "a subject's key has no blanks, dots or wildcards: " + key);
        }
    }

    /// The subject of an event. What a key may not hold (`.`, `*`, `>`, blanks) is written as `_`.
    public static Subject of(Cell cell, Event event) {
        return new Subject(cell, EventType.of(event.getClass()), token(event.key()));
    }

    /// Reads a subject.
    public static Subject parse(String subject) {
        String[] parts = subject.split("\\.", -1);
        if (parts.length != 5 || !parts[0].equals("headroom")) {
            throw new IllegalArgumentException("not the subject of an event: " + subject);
        }
        return new Subject(new Cell(parts[1]), new EventType(parts[2], parts[3]), parts[4]);
    }

    /// What a consumer of this kind of event listens to, in every key of the cell.
    public static String filter(Cell cell, EventType type) {
        return "headroom." + cell + "." + type.context() + "." + type.name() + ".*";
    }

    /// What a stream keeps: every event of a context, in every cell.
    public static String everyCell(String context) {
        return "headroom.*." + context + ".>";
    }

    private static String token(String key) {
        return key.isEmpty() ? "_" : key.replaceAll("[\\s.*>]", "_");
    }

    @Override
    public String toString() {
        return "headroom." + cell + "." + type.context() + "." + type.name() + "." + key;
    }
}
