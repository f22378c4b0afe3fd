package io.headroom.e2e.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import org.jspecify.annotations.Nullable;

import io.headroom.e2e.system.Project;

/// All settings of the services as the sources of their `@ConfigMapping` interfaces declare them.
final class Settings {
    /// One of them.
    ///
    /// @param fallback what it is where nobody sets it; empty where it is then absent
    record Setting(String name, Optional<String> fallback, String why) {}

    private Settings() {}

    /// By prefix.
    static SortedMap<String, List<Setting>> read() throws IOException {
        var found = new TreeMap<String, List<Setting>>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var sources = files.getJavaFileObjectsFromPaths(mappings());
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null, files, null, List.of("-proc:none"), null, sources);
            var docs = DocTrees.instance(task);
            for (var unit : task.parse()) {
                new Reader(docs, found).scan(unit, null);
            }
        }
        return found;
    }

    private static List<Path> mappings() throws IOException {
        var sources = new ArrayList<Path>();
        for (var folder : List.of("services", "platform")) {
            try (var all = Files.walk(Project.root().resolve(folder))) {
                for (var file :
                        all.filter(f -> f.toString().matches(".*/src/main/.*\\.java"))
                                .sorted()
                                .toList()) {
                    if (Files.readString(file).contains("@ConfigMapping")) {
                        sources.add(file);
                    }
                }
            }
        }
        return sources;
    }

    /// Walks through an interface and those within it.
    private static final class Reader extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final SortedMap<String, List<Setting>> found;

        private Reader(DocTrees docs, SortedMap<String, List<Setting>> found) {
            this.docs = docs;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            annotation(type, type.getModifiers(), "ConfigMapping")
                    .ifPresent(
                            prefix ->
                                    members(
                                            type,
                                            getCurrentPath(),
                                            prefix,
                                            found.computeIfAbsent(prefix, _ -> new ArrayList<>())));
            return null;
        }

        private void members(ClassTree type, TreePath path, String prefix, List<Setting> settings) {
            for (var member : type.getMembers()) {
                if (member instanceof MethodTree method && method.getBody() == null) {
                    setting(type, path, method, prefix, settings);
                }
            }
        }

        private void setting(
                ClassTree type,
                TreePath path,
                MethodTree method,
                String prefix,
                List<Setting> settings) {
            var result = method.getReturnType().toString();
            var name = prefix + "." + dashed(method.getName().toString());
            var group =
                    group(type, result.replaceFirst("^Map<String, *", "").replaceFirst(">$", ""));
            var keyed = result.startsWith("Map<") ? name + ".<name>" : name;
            if (group.isPresent()) {
                members(group.get(), new TreePath(path, group.get()), keyed, settings);
                return;
            }
            var why = docs.getDocComment(new TreePath(path, method));
            if (why == null) {
                throw new AssertionError(
                        name
                                + " has no sentence on what it is for: write one above "
                                + method.getName());
            }
            settings.add(
                    new Setting(
                            keyed,
                            annotation(type, method.getModifiers(), "WithDefault"),
                            why.strip().replaceAll("\\s+", " ")));
        }

        private static Optional<ClassTree> group(ClassTree type, String name) {
            return type.getMembers().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .filter(inner -> inner.getKind() == Tree.Kind.INTERFACE)
                    .filter(inner -> inner.getSimpleName().contentEquals(name))
                    .findFirst();
        }

        private static Optional<String> annotation(
                ClassTree type, ModifiersTree modifiers, String name) {
            return modifiers.getAnnotations().stream()
                    .filter(a -> a.getAnnotationType().toString().equals(name))
                    .map(AnnotationTree::getArguments)
                    .flatMap(List::stream)
                    .map(a -> a instanceof AssignmentTree named ? named.getExpression() : a)
                    .flatMap(value -> text(type, value).stream())
                    .findFirst();
        }

        /// A literal, or a constant of the same interface.
        private static Optional<String> text(ClassTree type, @Nullable Tree value) {
            if (value instanceof LiteralTree literal) {
                return Optional.of(String.valueOf(literal.getValue()));
            }
            return value instanceof IdentifierTree constant
                    ? type.getMembers().stream()
                            .filter(VariableTree.class::isInstance)
                            .map(VariableTree.class::cast)
                            .filter(field -> field.getName().equals(constant.getName()))
                            .findFirst()
                            .flatMap(field -> text(type, field.getInitializer()))
                    : Optional.empty();
        }

        /// `retryAfter` is `retry-after` in a file.
        private static String dashed(String name) {
            return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        }
    }
}
