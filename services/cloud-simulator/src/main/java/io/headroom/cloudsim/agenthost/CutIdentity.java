package io.headroom.cloudsim.agenthost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cloudsim.journal.Journal;

/// An agent's kept identity, whose address can be made to lead nowhere and back: how its network is cut.
record CutIdentity(Path folder) {

    /// Nothing listens on the discard port of this computer.
    static final String JOIN_NOWHERE = "http://127.0.0.1:9/";

    private static final String NATS_NOWHERE = "nats://127.0.0.1:9";
    private static final String IDENTITY = "identity.json";
    private static final String KEPT = "cut-off-from";

    void cut() {
        change(
                identity -> {
                    String real = identity.path("natsUrl").asText();
                    if (!real.isEmpty() && !real.equals(NATS_NOWHERE)) {
                        Files.writeString(folder.resolve(KEPT), real);
                        identity.put("natsUrl", NATS_NOWHERE);
                    }
                });
    }

    void restore() {
        change(
                identity -> {
                    Path kept = folder.resolve(KEPT);
                    if (Files.exists(kept)) {
                        identity.put("natsUrl", Files.readString(kept));
                        Files.delete(kept);
                    }
                });
    }

    private interface Change {
        void apply(ObjectNode identity) throws IOException;
    }

    private void change(Change change) {
        Path file = folder.resolve(IDENTITY);
        try {
            if (Files.exists(file)) {
                var identity = (ObjectNode) Journal.JSON.readTree(file.toFile());
                change.apply(identity);
                Files.write(file, Journal.JSON.writeValueAsBytes(identity));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change an agent's network", e);
        }
    }
}
