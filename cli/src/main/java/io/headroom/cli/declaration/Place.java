package io.headroom.cli.declaration;

import java.nio.file.Path;

/// Where something was written.
///
/// @param document counted from 1; @param of how many the file has
public record Place(Path file, int document, int of) {
    @Override
    public String toString() {
        return of == 1 ? file.toString() : file + " (document " + document + ")";
    }
}
