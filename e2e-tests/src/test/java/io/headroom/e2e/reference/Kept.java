package io.headroom.e2e.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.headroom.e2e.system.Project;

import static org.assertj.core.api.Assertions.assertThat;

/// A generated file of the tree: compared with what would be generated now, or rewritten where that is asked for.
final class Kept {
    private static final String REFRESH =
            "./mvnw test -pl e2e-tests -Dtest=ReferenceTest -Dheadroom.accept=true";

    private Kept() {}

    /// @param file below the project's folder
    static void require(String file, String text) {
        Path place = Project.root().resolve(file);
        try {
            if (Boolean.getBoolean("headroom.accept")) {
                Files.createDirectories(place.getParent());
                Files.writeString(place, text);
            }
            assertThat(Files.isRegularFile(place) ? Files.readString(place) : "")
                    .as(
                            "%s is out of date; look at what changed and refresh it by: %s",
                            file, REFRESH)
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(String file) {
        try {
            return Files.readString(Project.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
