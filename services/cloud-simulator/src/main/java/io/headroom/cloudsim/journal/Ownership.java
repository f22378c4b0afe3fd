package io.headroom.cloudsim.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that hold user data hold one-time tokens: nobody else reads them.
public final class Ownership {

    private Ownership() {}

    public static void ownerOnly(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(
                    file,
                    PosixFilePermissions.fromString(
                            Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }
}
