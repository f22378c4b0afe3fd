package io.headroom.cli.declaration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.noun.BodyFile;
import io.headroom.contracts.check.Checks;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.WrongFields;
import io.headroom.local.Refused;

/// Reads all documents of files and folders and finds everything that is wrong with them, before anything is written.
public final class Documents {
    private static final Set<String> FIELDS =
            Set.of("apiVersion", "kind", "metadata", "spec", "status");

    private final List<Declaration> declarations = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    private Documents() {}

    /// In the order in which they must be written; refuses if any document is wrong, and names each.
    public static List<Declaration> of(List<Path> sources) throws IOException {
        var documents = new Documents();
        for (var source : sources) {
            for (var file : files(source)) {
                documents.read(file);
            }
        }
        if (!documents.wrong.isEmpty()) {
            throw new Refused(
                    "what is declared cannot be read, and nothing was changed:\n  "
                            + String.join("\n  ", documents.wrong));
        }
        if (documents.declarations.isEmpty()) {
            throw new Refused("there is no document in " + sources);
        }
        return Order.of(documents.declarations);
    }

    private static List<Path> files(Path source) throws IOException {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (var all = Files.walk(source)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private void read(Path file) {
        List<JsonNode> documents;
        try {
            documents = BodyFile.read(file);
        } catch (Refused refused) {
            wrong.add(String.valueOf(refused.getMessage()));
            return;
        }
        for (int number = 0; number < documents.size(); number++) {
            var place = new Place(file, number + 1, documents.size());
            try {
                add(declaration(place, documents.get(number)));
            } catch (InvalidFields fields) {
                fields.fields().forEach(f -> say(place, f.field() + ": " + f.message()));
            } catch (JsonProcessingException e) {
                WrongFields.of(e)
                        .forEach(f -> say(place, "spec." + f.field() + ": " + f.message()));
            }
        }
    }

    private void say(Place place, String what) {
        wrong.add(place + ": " + what);
    }

    private void add(Declaration declaration) {
        var before = places.putIfAbsent(declaration.label(), declaration.place());
        if (before != null) {
            say(
                    declaration.place(),
                    declaration.label() + " is declared in " + before + " as well");
            return;
        }
        declarations.add(declaration);
    }

    private static Declaration declaration(Place place, JsonNode document)
            throws JsonProcessingException {
        if (!document.isObject()) {
            throw new InvalidFields(
                    "the document", "must have apiVersion, kind, metadata and spec");
        }
        var kind = Kind.of(document.path("kind").asText());
        var name = document.path("metadata").path("name").asText("");
        var checks = new Checks();
        for (var field : document.properties()) {
            checks.that(
                    FIELDS.contains(field.getKey()), field.getKey(), "is no field of a document");
        }
        for (var field : document.path("metadata").properties()) {
            checks.that(
                    field.getKey().equals("name"),
                    "metadata." + field.getKey(),
                    "is not known: the labels of a pool are in its spec");
        }
        checks.that(
                        document.path("apiVersion").asText().equals(Declaration.VERSION),
                        "apiVersion",
                        "must be " + Declaration.VERSION)
                .that(kind.isPresent(), "kind", "must be one of " + Kind.labels())
                .name(name, "metadata.name")
                .that(document.path("spec").isObject(), "spec", "is required")
                .done();
        return new Declaration(
                place, kind.orElseThrow(), name, kind.orElseThrow().written(document.path("spec")));
    }

    /// Those that are declared under a kind.
    public static Optional<Declaration> find(List<Declaration> all, Kind kind, String name) {
        return all.stream()
                .filter(
                        declaration ->
                                declaration.kind() == kind && declaration.name().equals(name))
                .findFirst();
    }
}
