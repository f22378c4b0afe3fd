package io.headroom.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/// The folders of the replay are rooms: none is crowded, and what is in one is used by later ones alone.
class RoomsTest {

    private static final String ROOT = "io.headroom.replay";

    /// More files than that want a noun that is missing.
    private static final int MOST = 12;

    @Test
    void no_room_needs_one_that_needs_it() {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(ROOT);

        assertThat(classes).isNotEmpty();
        // With the folder of each kind of replay as a room of its own, above those inside it.
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void no_room_has_more_than_twelve_files() throws IOException {
        Map<Path, Long> files = new TreeMap<>();
        try (var sources = Files.walk(Path.of("src", "main", "java"))) {
            sources.filter(RoomsTest::isClass)
                    .forEach(file -> files.merge(file.resolveSibling(""), 1L, Long::sum));
        }

        assertThat(files).hasSizeGreaterThan(1);
        assertThat(files)
                .allSatisfy((room, n) -> assertThat(n).as("%s", room).isLessThanOrEqualTo(MOST));
    }

    private static boolean isClass(Path file) {
        return file.toString().endsWith(".java") && !file.endsWith("package-info.java");
    }
}
