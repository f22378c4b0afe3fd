package io.headroom.e2e.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.e2e.system.Project;

/// What the Javadoc of records says of their components, for the schemas of the API that are made of these records.
final class FieldTexts {

    /// A component each, to the next of them or the end. Several may stand in one line.
    private static final Pattern PARAM =
            Pattern.compile(
                    "@param\\s+(\\w+)\\s+(\\S.*?)(?=;?\\s*@param\\s|\\s*@\\w+\\s|\\s*$)",
                    Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\[#?([\\w.]+)(?:\\(\\))?]");

    /// @param unwrapped types whose components stand beside its own
    private record Described(
            List<String> components, Map<String, String> texts, List<String> unwrapped) {}

    private final Map<String, List<Described>> records = new TreeMap<>();

    private FieldTexts() {}

    /// By schema and field, as `Fields` reads them.
    static ObjectNode of(JsonNode schemas, List<String> services) throws IOException {
        FieldTexts all = new FieldTexts();
        all.read();
        ObjectNode texts = HeadroomJson.mapper().createObjectNode();
        for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
            List<String> fields = new ArrayList<>();
            schema.getValue().path("properties").fieldNames().forEachRemaining(fields::add);
            NavigableMap<String, String> found = new TreeMap<>();
            for (String name : names(schema.getKey(), services)) {
                all.texts(name, fields).ifPresent(found::putAll);
            }
            found.keySet().retainAll(fields);
            found.forEach(
                    (field, text) ->
                            texts.withObjectProperty(schema.getKey())
                                    .putObject(field)
                                    .put("description", text));
        }
        return texts;
    }

    /// `Declared<TenantSpec>` is DeclaredTenantSpec there. A schema that two services mean differently has the service's name in front.
    private static List<String> names(String schema, List<String> services) {
        List<String> names =
                new ArrayList<>(List.of(schema.replaceFirst("^Declared(?=.)", ""), schema));
        for (String service : services) {
            String prefix = service.replace("-", "").toLowerCase(Locale.ROOT);
            if (schema.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                names.add(schema.substring(prefix.length()));
            }
        }
        return names;
    }

    /// Of the record of that name; of several, of the one whose components are all fields. If that is more than one, nobody knows which is meant.
    private Optional<Map<String, String>> texts(String name, List<String> fields) {
        List<Described> named = records.getOrDefault(name, List.of());
        List<Described> fitting =
                named.size() == 1
                        ? named
                        : named.stream().filter(r -> fields.containsAll(r.components())).toList();
        if (fitting.size() != 1) {
            return Optional.empty();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (String inner : fitting.getFirst().unwrapped()) {
            texts(inner, fields).ifPresent(texts::putAll);
        }
        texts.putAll(fitting.getFirst().texts());
        return Optional.of(texts);
    }

    private void read() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources()));
            var docs = DocTrees.instance(task);
            for (var unit : task.parse()) {
                new Reader(docs).scan(unit, null);
            }
        }
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : List.of("contracts", "engine", "platform", "services")) {
            try (var files = Files.walk(Project.root().resolve(folder))) {
                files.filter(f -> f.toString().contains("/src/main/java/"))
                        .filter(f -> f.toString().endsWith(".java"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private final class Reader extends TreePathScanner<Void, Void> {
        private final DocTrees docs;

        Reader(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            if (tree.getKind() == Tree.Kind.RECORD) {
                List<VariableTree> components =
                        tree.getMembers().stream()
                                .filter(VariableTree.class::isInstance)
                                .map(VariableTree.class::cast)
                                .filter(FieldTexts::isComponent)
                                .toList();
                String comment = docs.getDocComment(getCurrentPath());
                records.computeIfAbsent(tree.getSimpleName().toString(), _ -> new ArrayList<>())
                        .add(described(components, comment == null ? "" : comment));
            }
            return super.visitClass(tree, null);
        }
    }

    private static boolean isComponent(VariableTree member) {
        return !member.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    private static Described described(List<VariableTree> components, String comment) {
        Map<String, String> texts = new LinkedHashMap<>();
        Matcher params = PARAM.matcher(comment);
        while (params.find()) {
            String text =
                    LINK.matcher(params.group(2)).replaceAll("$1").replaceAll("\\s+", " ").strip();
            texts.put(params.group(1), Character.toUpperCase(text.charAt(0)) + text.substring(1));
        }
        List<String> plain = new ArrayList<>();
        List<String> unwrapped = new ArrayList<>();
        for (VariableTree component : components) {
            boolean isUnwrapped =
                    component.getModifiers().getAnnotations().stream()
                            .anyMatch(
                                    a -> a.getAnnotationType().toString().equals("JsonUnwrapped"));
            (isUnwrapped ? unwrapped : plain)
                    .add(
                            isUnwrapped
                                    ? component.getType().toString()
                                    : component.getName().toString());
        }
        return new Described(plain, texts, unwrapped);
    }
}
