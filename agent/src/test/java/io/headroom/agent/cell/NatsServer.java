package io.headroom.agent.cell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real nats-server on a loopback port, whose storage outlives it.
final class NatsServer {

    private final Path folder;
    private final int port;
    private Process process;

    NatsServer(Path folder) throws IOException {
        this.folder = folder;
        this.port = freePort();
        this.process = launch();
    }

    String url() {
        return "nats://127.0.0.1:" + port;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    void restart() throws IOException {
        process = launch();
    }

    private Process launch() throws IOException {
        Path config = folder.resolve("nats.conf");
        Files.writeString(
                config,
                """
                host: 127.0.0.1
                port: %d
                jetstream { store_dir: "%s" }
                """
                        .formatted(port, folder.resolve("jetstream")));
        return new ProcessBuilder(program().toString(), "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nats.log").toFile())
                .start();
    }

    private static Path program() {
        return Path.of(
                Optional.ofNullable(System.getenv("HEADROOM_NATS_SERVER")).orElse("nats-server"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
