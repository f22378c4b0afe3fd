package io.headroom.cli.noun;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Option;

import io.headroom.cli.render.Yaml;
import io.headroom.local.Refused;

/// Mixin: a file in JSON or YAML, of one or several documents; `-` is what comes in.
public final class BodyFile {
    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "JSON or YAML; - reads standard input.")
    private Path file = Path.of("-");

    public List<JsonNode> documents() {
        var documents = read(file);
        if (documents.isEmpty()) {
            throw new Refused(file + " is empty");
        }
        return documents;
    }

    public JsonNode one() {
        var documents = documents();
        if (documents.size() > 1) {
            throw new Refused(
                    "%s has %d documents: one is wanted".formatted(file, documents.size()));
        }
        return documents.getFirst();
    }

    /// All documents of a file.
    public static List<JsonNode> read(Path file) {
        try {
            var text =
                    file.equals(Path.of("-"))
                            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                            : Files.readString(file);
            return Yaml.documents(text);
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new Refused(
                    "%s, line %d: %s"
                            .formatted(
                                    file,
                                    place == null ? 1 : place.getLineNr(),
                                    String.valueOf(e.getOriginalMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("")),
                    e);
        } catch (NoSuchFileException e) {
            throw new Refused("there is no file " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
