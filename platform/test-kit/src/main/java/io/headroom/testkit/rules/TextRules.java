package io.headroom.testkit.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What only the text of the sources shows: waiting by sleeping, notes that nobody owns, files that grew too long.
public final class TextRules {

    /// One line that breaks a rule, and what to write instead.
    public record Breach(Path file, int line, String rule) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + rule;
        }
    }

    static final int LONGEST = 250;

    private static final Pattern SLEEP =
            Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b|\\bTimeUnit\\.\\w+\\.sleep\\b");
    // Split, so that this file does not break its own rule.
    private static final Pattern NOTE = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern ISSUE = Pattern.compile("#\\d+");
    private static final List<String> NOT_OURS =
            List.of("target", "node_modules", ".git", ".headroom", ".mvn");

    private TextRules() {}

    /// Looks at all Java sources below a folder.
    public static List<Breach> breaches(Path root) {
        var breaches = new ArrayList<Breach>();
        for (Path file : sources(root)) {
            breaches.addAll(of(root.relativize(file), lines(file)));
            breaches.addAll(unmarked(root, file));
        }
        return List.copyOf(breaches);
    }

    /// Looks at one file.
    static List<Breach> of(Path file, List<String> lines) {
        var breaches = new ArrayList<Breach>();
        boolean test = file.toString().contains("src/test/");
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (test && SLEEP.matcher(line).find()) {
                breaches.add(
                        new Breach(
                                file,
                                i + 1,
                                "no sleeping in tests: wait with Eventually, with a bound"));
            }
            if (NOTE.matcher(line).find() && !ISSUE.matcher(line).find()) {
                breaches.add(
                        new Breach(
                                file,
                                i + 1,
                                "a note needs its issue (#12): do it now, or file it"));
            }
        }
        if (lines.size() > LONGEST) {
            breaches.add(
                    new Breach(
                            file,
                            lines.size(),
                            "longer than "
                                    + LONGEST
                                    + " lines: a noun is missing, find it and split"));
        }
        return breaches;
    }

    /// Every package of the product says what it is for and that nothing in it is null.
    private static List<Breach> unmarked(Path root, Path file) {
        Path folder = file.getParent();
        if (folder == null || !folder.toString().contains("src/main/java")) {
            return List.of();
        }
        Path about = folder.resolve("package-info.java");
        boolean marked =
                Files.isRegularFile(about)
                        && String.join("\n", lines(about)).contains("@NullMarked")
                        && lines(about).getFirst().startsWith("/// ");
        return marked
                ? List.of()
                : List.of(
                        new Breach(
                                root.relativize(file),
                                1,
                                "its package-info.java must say in one sentence what it is for, and @NullMarked"));
    }

    private static List<Path> sources(Path root) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(
                    root,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (file.toString().endsWith(".java")) {
                                found.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
