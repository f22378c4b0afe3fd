package io.headroom.testkit.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Each rule about text fires on a planted line, and not on a sound one.
class TextRulesTest {

    private static final Path TEST = Path.of("engine/src/test/java/io/headroom/PlanTest.java");
    private static final Path MAIN = Path.of("engine/src/main/java/io/headroom/Plan.java");
    // Put together, so that this file does not break the rules itself.
    private static final String SLEEP = "Thread" + ".sleep(100);";
    private static final String NOTE = "// TO" + "DO tidy up";

    @Test
    void a_test_that_sleeps_is_found() {
        assertThat(TextRules.of(TEST, List.of("", SLEEP)))
                .singleElement()
                .asString()
                .contains("PlanTest.java:2")
                .contains("Eventually");
    }

    @Test
    void a_note_without_an_issue_is_found() {
        assertThat(TextRules.of(MAIN, List.of(NOTE))).hasSize(1);
        assertThat(TextRules.of(MAIN, List.of(NOTE + ", see #12"))).isEmpty();
    }

    @Test
    void a_file_that_is_too_long_is_found() {
        assertThat(TextRules.of(MAIN, Collections.nCopies(251, "x"))).hasSize(1);
        assertThat(TextRules.of(MAIN, Collections.nCopies(250, "x"))).isEmpty();
    }

    @Test
    void a_package_that_does_not_say_what_it_is_for_is_found(@TempDir Path root)
            throws IOException {
        Path folder = Files.createDirectories(root.resolve("src/main/java/a"));
        Files.writeString(folder.resolve("A.java"), "class A {}");
        assertThat(TextRules.breaches(root)).hasSize(1);
        Files.writeString(
                folder.resolve("package-info.java"),
                "/// What a is for.\n@NullMarked\npackage a;\n");
        assertThat(TextRules.breaches(root)).isEmpty();
    }
}
