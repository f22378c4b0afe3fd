package io.headroom.replay.trace;

import java.nio.file.Path;

/// A trace that cannot be read: the file, the line and the field, and what is wrong with it.
public final class TraceError extends IllegalArgumentException {

    public TraceError(Path file, long line, String field, String message) {
        super(file + ", line " + line + ", " + field + ": " + message);
    }

    public TraceError(Path file, String message) {
        super(file + ": " + message);
    }
}
