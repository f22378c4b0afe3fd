package io.headroom.testkit.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/// The folders of a module are rooms: none is crowded, and what is in one is used by later ones alone.
public final class Rooms {

    /// More files than that want a noun that is missing.
    private static final int MOST = 12;

    private Rooms() {}

    /// No room needs one that needs it. The package itself is a room too, above those inside it.
    ///
    /// @param root the package that all of the module is in
    /// @param anywhere classes that every room may use
    public static void areFreeOfCycles(String root, Class<?>... anywhere) {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(root);
        assertThat(classes).isNotEmpty();
        var rule = slices().matching(root + ".(**)").should().beFreeOfCycles();
        for (Class<?> each : anywhere) {
            rule = rule.ignoreDependency(alwaysTrue(), name(each.getName()));
        }
        rule.check(classes);
    }

    /// No room of the module in which a test runs has too many files.
    public static void areNotCrowded() {
        Map<Path, Long> files = new TreeMap<>();
        try (var sources = Files.walk(Path.of("src", "main", "java"))) {
            sources.filter(Rooms::isClass)
                    .forEach(file -> files.merge(file.resolveSibling(""), 1L, Long::sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(files).hasSizeGreaterThan(1);
        assertThat(files)
                .allSatisfy((room, n) -> assertThat(n).as("%s", room).isLessThanOrEqualTo(MOST));
    }

    private static boolean isClass(Path file) {
        return file.toString().endsWith(".java") && !file.endsWith("package-info.java");
    }
}
