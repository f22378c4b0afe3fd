package io.headroom.agent.replica.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Who on this machine listens on a port, as Linux says: what listens there may be another replica's, another tenant's or the machine's own.
///
/// @param proc `/proc`
record ListeningSockets(Path proc) {

    private static final String LISTEN = "0A";

    /// Any address, and the one that is asked; of both families.
    private static final Set<String> ANSWERS =
            Set.of(
                    "00000000",
                    "0100007F",
                    "00000000000000000000000000000000",
                    "0000000000000000FFFF00000100007F");

    private static final int INODE = 9;

    ListeningSockets() {
        this(Path.of("/proc"));
    }

    /// Whose it is.
    enum Owner {
        NOBODY,
        SESSION,
        OTHERS
    }

    /// Whether all that would answer on 127.0.0.1 is of processes of a session.
    Owner of(int port, long session) {
        Set<String> sockets = new HashSet<>();
        for (String family : List.of("tcp", "tcp6")) {
            sockets.addAll(listening(proc.resolve("net").resolve(family), port));
        }
        if (sockets.isEmpty()) {
            return Owner.NOBODY;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (isOf(process, session)) {
                    held(process).forEach(sockets::remove);
                }
            }
        } catch (IOException _) {
            return Owner.OTHERS;
        }
        return sockets.isEmpty() ? Owner.SESSION : Owner.OTHERS;
    }

    private static Set<String> listening(Path table, int port) {
        Set<String> inodes = new HashSet<>();
        String suffix = ":%04X".formatted(port);
        try {
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > INODE
                        && fields[3].equals(LISTEN)
                        && fields[1].endsWith(suffix)
                        && ANSWERS.contains(
                                fields[1].substring(0, fields[1].length() - suffix.length()))) {
                    inodes.add("socket:[" + fields[INODE] + "]");
                }
            }
        } catch (IOException _) {
            // A machine without that family.
        }
        return inodes;
    }

    /// Behind the name, which may hold anything: state, parent, group, session.
    private static boolean isOf(Path process, long session) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            return Long.parseLong(fields[3]) == session;
        } catch (IOException | RuntimeException _) {
            // It has ended.
            return false;
        }
    }

    private static Set<String> held(Path process) {
        Set<String> held = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                held.add(target(file));
            }
        } catch (IOException _) {
            // It has ended, or is somebody else's.
        }
        return held;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException _) {
            return "";
        }
    }
}
