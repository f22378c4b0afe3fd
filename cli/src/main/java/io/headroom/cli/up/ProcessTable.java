package io.headroom.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.headroom.local.Home;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.local.process.ProcessFacts;

/// What `up` has started, kept in a file so that `status`, `logs`, `down` and the API's clients find it.
///
/// @param upIdentity names one run of one process for good, where a pid is used again
public record ProcessTable(
        State state,
        String url,
        String tokenFile,
        String natsVersion,
        String postgresVersion,
        long upPid,
        String upIdentity,
        List<Entry> processes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// How far `up` has come.
    public enum State {
        STARTING,
        READY,
        STOPPING
    }

    /// One process.
    public record Entry(
            String name, long pid, String identity, int port, Instant since, int restarts) {
        public boolean alive() {
            return ProcessFacts.identity(pid).filter(identity::equals).isPresent();
        }
    }

    public ProcessTable {
        processes = List.copyOf(processes);
    }

    /// Whether the `up` that wrote this still runs.
    public boolean supervised() {
        return ProcessFacts.identity(upPid).filter(upIdentity::equals).isPresent();
    }

    public void write(Home home) {
        var tree = JSON.createObjectNode();
        tree.put("state", state.name()).put("url", url).put("tokenFile", tokenFile);
        tree.put("natsVersion", natsVersion).put("postgresVersion", postgresVersion);
        tree.put("upPid", upPid).put("upIdentity", upIdentity);
        var list = tree.putArray("processes");
        for (var entry : processes) {
            list.addObject()
                    .put("name", entry.name())
                    .put("pid", entry.pid())
                    .put("identity", entry.identity())
                    .put("port", entry.port())
                    .put("since", entry.since().toString())
                    .put("restarts", entry.restarts());
        }
        OwnerOnly.write(home.processes(), tree.toPrettyString());
    }

    public static Optional<ProcessTable> read(Home home) {
        if (!Files.exists(home.processes())) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(JSON.readTree(OwnerOnly.read(home.processes()))));
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty(); // removed just now, by an `up` that ended
        }
    }

    public static void remove(Home home) {
        try {
            Files.deleteIfExists(home.processes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessTable of(JsonNode tree) {
        var entries =
                tree.path("processes")
                        .valueStream()
                        .map(
                                entry ->
                                        new Entry(
                                                entry.path("name").asText(),
                                                entry.path("pid").asLong(),
                                                entry.path("identity").asText(),
                                                entry.path("port").asInt(),
                                                Instant.parse(entry.path("since").asText()),
                                                entry.path("restarts").asInt()))
                        .toList();
        return new ProcessTable(
                State.valueOf(tree.path("state").asText()),
                tree.path("url").asText(),
                tree.path("tokenFile").asText(),
                tree.path("natsVersion").asText(),
                tree.path("postgresVersion").asText(),
                tree.path("upPid").asLong(),
                tree.path("upIdentity").asText(),
                entries);
    }
}
