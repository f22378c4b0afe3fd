package io.headroom.contracts.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Generated files that are kept in the sources: compared with what would be generated now, or rewritten.
final class Kept {

    static final Path SCHEMAS = Path.of("src/main/resources/schema");
    static final Path RELEASED = SCHEMAS.resolve("released");
    private static final String REFRESH = "./mvnw test -pl contracts -Dheadroom.accept=true";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Kept() {}

    /// Fails where the file is not the text, unless told to accept it.
    static void require(Path file, String text) {
        if (Boolean.getBoolean("headroom.accept")) {
            write(file, text);
        }
        assertThat(Files.isRegularFile(file) ? read(file) : "")
                .as("%s is out of date; look at what changed and refresh it by: %s", file, REFRESH)
                .isEqualTo(text);
    }

    static String text(JsonNode json) {
        var indent = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indent);
        try {
            return MAPPER.writer(printer).writeValueAsString(json) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return MAPPER.readTree(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
