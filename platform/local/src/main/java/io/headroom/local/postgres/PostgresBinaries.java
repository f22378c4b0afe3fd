package io.headroom.local.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import io.headroom.local.Refused;

/// PostgreSQL's programs, unpacked once out of the Maven artifact that carries them.
final class PostgresBinaries {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final Pattern VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)*)\\.jar!");

    private PostgresBinaries() {}

    /// The folder with `bin/postgres` in it.
    static Path under(Path tools) {
        var resource = PostgresBinaries.class.getResource(ARCHIVE);
        if (resource == null) {
            throw new Refused(
                    "PostgreSQL's programs are missing from the class path: build again with ./headroom, or use your own by --database-url");
        }
        var version = VERSION.matcher(resource.toString());
        var folder = tools.resolve("postgres-" + (version.find() ? version.group(1) : "unknown"));
        if (Files.isExecutable(folder.resolve("bin/postgres"))) {
            return folder;
        }
        var draft = folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID());
        try (var archive = resource.openStream()) {
            unpack(archive, draft);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            return folder;
        } catch (IOException e) {
            discard(draft);
            if (Files.isExecutable(folder.resolve("bin/postgres"))) {
                return folder; // another process of ours was faster
            }
            throw new Refused(
                    "PostgreSQL cannot be unpacked to %s (%s): see that the disk has 100 MiB free"
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        Files.createDirectories(target);
        try (var tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
            throws IOException {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive names a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        var parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            var executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void discard(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // What is left has a name that nothing looks for.
        }
    }
}
