package io.headroom.agent.replica.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.headroom.agent.replica.ReplicaKey;

/// The secrets of replicas, each a file in a folder of its replica, in memory only and for its owner alone.
record SecretFolder(Path root) {

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
    private static final FileAttribute<?> FOLDER = only("rwx------");

    /// Writes them, and says where.
    ///
    /// @throws IOException also where the folder would lie on a disk
    Path write(ReplicaKey replica, Map<String, String> secrets) throws IOException {
        remove(replica);
        Files.createDirectories(root, FOLDER);
        requireOwn();
        String kind = Files.getFileStore(root).type();
        if (!IN_MEMORY.contains(kind)) {
            throw new IOException(
                    "secrets are kept in memory only, and "
                            + root
                            + " is on a file system "
                            + kind);
        }
        Path folder = Files.createDirectory(folder(replica), FOLDER);
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            Path file = folder.resolve(secret.getKey());
            // Made closed: between making a file and closing it others could look.
            Files.createFile(file, only("rw-------"));
            Files.writeString(file, secret.getValue());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        }
        return folder;
    }

    /// In a folder that everybody may write to, somebody else can have made it first.
    private void requireOwn() throws IOException {
        Object owner = Files.getAttribute(root, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (!owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                || !Files.getPosixFilePermissions(root, LinkOption.NOFOLLOW_LINKS)
                        .equals(PosixFilePermissions.fromString("rwx------"))) {
            throw new IOException(root + " is not this agent's own: secrets are not put there");
        }
    }

    /// The replica is over.
    void remove(ReplicaKey replica) {
        Path folder = folder(replica);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            System.getLogger("io.headroom.agent.replica")
                    .log(System.Logger.Level.ERROR, "secrets cannot be removed: " + folder, e);
        }
    }

    private Path folder(ReplicaKey replica) {
        return root.resolve(replica.toString());
    }

    private static FileAttribute<?> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
