package io.headroom.local.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How to start one process, and how to ask it to end.
///
/// @param name what people call it
/// @param command program and arguments; never a secret, for arguments are public on a machine
/// @param folder its working folder
/// @param environment added to what is inherited
/// @param log where both its outputs go
/// @param ending the signal that makes it end in order
public record Launch(
        String name,
        List<String> command,
        Path folder,
        Map<String, String> environment,
        Path log,
        Ending ending) {
    /// Signals that end a process in order.
    public enum Ending {
        TERM,
        /// PostgreSQL's fast shutdown: it ends its clients' sessions and does not wait for them.
        INT
    }

    public Launch {
        if (name.isBlank() || command.isEmpty()) {
            throw new IllegalArgumentException("a process needs a name and a command");
        }
        command = List.copyOf(command);
        environment = new LinkedHashMap<>(environment);
    }

    public Launch withEnvironment(String key, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(key, value);
        return new Launch(name, command, folder, more, log, ending);
    }
}
