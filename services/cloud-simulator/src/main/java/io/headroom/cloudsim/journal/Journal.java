package io.headroom.cloudsim.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/// Values by kind and key, the last one written wins; a line is in the file before its caller goes on.
///
/// The file is not synced to the disk: a killed process loses nothing that the kernel has, and power cuts are not what this
/// simulator is for. At each start the file is rewritten with the values that count; a torn last line is dropped.
public final class Journal implements AutoCloseable {

    public static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final Map<String, Map<String, JsonNode>> loaded;
    private final FileChannel file;

    private Journal(Map<String, Map<String, JsonNode>> loaded, FileChannel file) {
        this.loaded = loaded;
        this.file = file;
    }

    public static Journal open(Path folder) {
        try {
            Files.createDirectories(folder);
            Path path = folder.resolve("journal.jsonl");
            Map<String, Map<String, JsonNode>> values =
                    Files.exists(path) ? load(path) : new LinkedHashMap<>();
            rewrite(folder.resolve("journal.new"), values);
            Files.move(
                    folder.resolve("journal.new"),
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return new Journal(
                    values,
                    FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the journal in " + folder, e);
        }
    }

    /// What was there at the start, in the order of first writing; handed out once.
    public <T> Map<String, T> take(String kind, Class<T> type) {
        Map<String, T> values = new LinkedHashMap<>();
        Map<String, JsonNode> found = loaded.remove(kind);
        if (found != null) {
            found.forEach((key, json) -> values.put(key, JSON.convertValue(json, type)));
        }
        return values;
    }

    public synchronized void put(String kind, String key, Object value) {
        ObjectNode line = JSON.createObjectNode().put("kind", kind).put("key", key);
        line.set("value", JSON.valueToTree(value));
        write(line);
    }

    public synchronized void remove(String kind, String key) {
        write(JSON.createObjectNode().put("kind", kind).put("key", key).putNull("value"));
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(ObjectNode line) {
        try {
            writeWhole(file, line);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the journal", e);
        }
    }

    private static void writeWhole(FileChannel to, JsonNode line) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(
                        (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static Map<String, Map<String, JsonNode>> load(Path path) throws IOException {
        Map<String, Map<String, JsonNode>> values = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    JsonNode json = JSON.readTree(line);
                    Map<String, JsonNode> kind =
                            values.computeIfAbsent(
                                    json.required("kind").asText(), k -> new LinkedHashMap<>());
                    String key = json.required("key").asText();
                    if (json.required("value").isNull()) {
                        kind.remove(key);
                    } else {
                        kind.put(key, json.required("value"));
                    }
                } catch (JsonProcessingException | IllegalArgumentException torn) {
                    // Only the line that was being written when the process was killed can be torn:
                    // it was not answered.
                    break;
                }
            }
        }
        return values;
    }

    private static void rewrite(Path path, Map<String, Map<String, JsonNode>> values)
            throws IOException {
        try (FileChannel to =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            Ownership.ownerOnly(path);
            for (var kind : values.entrySet()) {
                for (var entry : kind.getValue().entrySet()) {
                    ObjectNode line =
                            JSON.createObjectNode()
                                    .put("kind", kind.getKey())
                                    .put("key", entry.getKey());
                    line.set("value", entry.getValue());
                    writeWhole(to, line);
                }
            }
            to.force(true);
        }
    }
}
