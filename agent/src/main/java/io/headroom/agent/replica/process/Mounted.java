package io.headroom.agent.replica.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

import io.headroom.contracts.workload.Mount;

/// The mounts of a replica that is a process and shares the node's file system: a link in its working directory, or nothing to do where it
/// asks for a folder under the name that it has.
final class Mounted {

    private Mounted() {}

    /// @throws IOException for what a process cannot be given, with a message for people
    static void in(Path work, List<Mount> mounts) throws IOException {
        for (Mount mount : mounts) {
            mount(work, mount);
        }
    }

    private static void mount(Path work, Mount mount) throws IOException {
        if (!Files.exists(mount.source())) {
            throw new IOException("there is no " + mount.source() + " on this node to mount");
        }
        if (mount.readOnly()) {
            throw new IOException(
                    "this node runs processes and cannot keep them from writing: mount "
                            + mount.source()
                            + " without :ro");
        }
        if (mount.target().isAbsolute()) {
            if (!mount.target().equals(mount.source())) {
                throw new IOException(
                        "this node runs processes: "
                                + mount.source()
                                + " can be mounted under its own name, or under a relative one, not as "
                                + mount.target());
            }
            return;
        }
        Path link = work.resolve(mount.target());
        Files.createDirectories(link.getParent());
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("there is already a " + mount.target() + " to mount over");
        }
        Files.createSymbolicLink(link, mount.source());
    }
}
