package io.headroom.agent.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;

/// One agent's folder: small files for its owner alone, each replaced whole or not at all.
public final class StateFolder {

    /// What a write survives.
    public enum Durability {
        /// A power cut: each write waits for the disk.
        SYNCED,
        /// The death of the process: for simulated machines, whose disks cannot lose power.
        BUFFERED
    }

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path root;
    private final Durability durability;
    private final ObjectMapper json;

    public StateFolder(Path root, Durability durability, ObjectMapper json) {
        this.root = root;
        this.durability = durability;
        this.json = json;
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("state folder cannot be made: " + root, e);
        }
    }

    public Path path(String name) {
        return root.resolve(name);
    }

    /// Empty when the file is missing or is not what it should be: a torn file is as good as none.
    public <T> Optional<T> read(String name, Class<T> type) {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(path(name)), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            System.getLogger("io.headroom.agent")
                    .log(System.Logger.Level.WARNING, "unreadable, ignored: " + path(name), e);
            return Optional.empty();
        }
    }

    public void write(String name, Object value) {
        try {
            writeBytes(name, json.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path(name), e);
        }
    }

    public void writeBytes(String name, byte[] content) throws IOException {
        Path next = path(name + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
            writeFully(out, content);
        }
        Files.move(
                next,
                path(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    public void append(String name, byte[] content) throws IOException {
        Path file = path(name);
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
            writeFully(out, content);
        }
    }

    private void writeFully(FileChannel out, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        if (durability == Durability.SYNCED) {
            out.force(false);
        }
    }
}
