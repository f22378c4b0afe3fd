package io.headroom.local.nats;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.headroom.local.Home;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.local.process.Launch;

/// A nats-server with JetStream of our own on a loopback port, with its files in the home.
public final class LocalNats {
    /// Events are far smaller; what is larger belongs in PostgreSQL.
    static final int MAX_PAYLOAD = 1 << 20;

    /// How long a client may take to say who it is. The server's own 2 s are too few for a JVM that signs for the first time on a
    /// busy machine: it would be turned away, and a node's agent is one.
    static final Duration TIME_TO_SAY_WHO = Duration.ofSeconds(15);

    /// A stream keeps a node in memory for each subject, and our subjects end in the ids of things. Looking through hundreds of
    /// thousands of them for garbage takes a tenth of a second of all processors; so it is done a quarter as often as Go would, as
    /// long as there is memory (ADR 54).
    private static final Map<String, String> SELDOM_COLLECTED =
            Map.of("GOGC", "400", "GOMEMLIMIT", "512MiB");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Home home;
    private final int port;
    private final Path program;

    private LocalNats(Home home, int port, Path program) {
        this.home = home;
        this.port = port;
        this.program = program;
    }

    /// What a running server said of itself when it was asked.
    public record Settings(String version, long maxPayload, boolean jetStream) {}

    /// Writes its configuration; `program` comes from [NatsBinary].
    public static LocalNats prepare(Home home, int port, Path program, NatsIdentities identities) {
        OwnerOnly.folder(home.root());
        OwnerOnly.folder(home.logs());
        OwnerOnly.folder(home.nats());
        OwnerOnly.folder(home.nats().resolve("jwt"));
        OwnerOnly.folder(home.nats().resolve("jetstream"));
        var nats = new LocalNats(home, port, program);
        OwnerOnly.write(nats.configuration(), nats.configurationFor(identities));
        return nats;
    }

    public Launch launch() {
        return new Launch(
                "nats",
                List.of(program.toString(), "--config", configuration().toString()),
                home.nats(),
                SELDOM_COLLECTED,
                home.log("nats"),
                Launch.Ending.TERM);
    }

    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    public String version() {
        return NatsBinary.version(program);
    }

    /// Waits until it takes connections; empty when it does not within the limit.
    public Optional<Settings> ready(Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        do {
            var settings = settings(port);
            if (settings.isPresent()) {
                return settings;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        return Optional.empty();
    }

    /// A server greets everybody who connects with what it is.
    public static Optional<Settings> settings(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(1_000);
            var reader =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var greeting = reader.readLine();
            if (greeting == null || !greeting.startsWith("INFO ")) {
                return Optional.empty();
            }
            JsonNode said = JSON.readTree(greeting.substring("INFO ".length()));
            return Optional.of(
                    new Settings(
                            said.path("version").asText(),
                            said.path("max_payload").asLong(),
                            said.path("jetstream").asBoolean()));
        } catch (IOException _) {
            return Optional.empty(); // not yet
        }
    }

    private Path configuration() {
        return home.nats().resolve("nats.conf");
    }

    private String configurationFor(NatsIdentities identities) {
        // The account JWTs are preloaded, so that the server starts even when its storage is lost;
        // of
        // two it keeps the newer one. The resolver keeps them on disk, for one in memory would
        // forget
        // revocations at a restart.
        return """
        server_name: headroom
        host: 127.0.0.1
        port: %d
        max_payload: %d
        authorization { timeout: %d }
        jetstream { store_dir: "%s" }
        resolver { type: full, dir: "%s", allow_delete: false, interval: "2m" }
        %s\
        """
                .formatted(
                        port,
                        MAX_PAYLOAD,
                        TIME_TO_SAY_WHO.toSeconds(),
                        home.nats().resolve("jetstream"),
                        home.nats().resolve("jwt"),
                        NatsTrust.of(identities));
    }
}
