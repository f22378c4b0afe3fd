package io.headroom.agent.cell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.nats.client.AuthHandler;
import io.nats.client.Nats;

import io.headroom.contracts.agent.JoinRequest;
import io.headroom.contracts.node.NodeId;
import io.headroom.local.Home;
import io.headroom.local.nats.LocalNats;
import io.headroom.local.nats.NatsBinary;
import io.headroom.local.nats.NatsIdentities;
import io.headroom.local.nats.NatsPermissions;
import io.headroom.local.process.LocalProcess;

/// A real nats-server as `up` starts it: whoever connects needs a JWT, and an agent's opens its own subjects alone.
final class NatsServer {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final NatsIdentities identities;
    private final LocalNats nats;
    private LocalProcess process;

    NatsServer(Path folder) throws IOException {
        Home home = new Home(folder.resolve("home"), Path.of("target", "tools"));
        Path program = new NatsBinary(System.getenv(), home.tools(), System.out::println).find();
        identities = NatsIdentities.in(home.secrets(), InstantSource.system());
        nats = LocalNats.prepare(home, freePort(), program, identities);
        process = LocalProcess.start(nats.launch());
        requireReady();
    }

    String url() {
        return nats.url();
    }

    /// For the control plane's side of a test, which may do everything.
    AuthHandler everything() {
        NatsPermissions all =
                new NatsPermissions(List.of(">"), List.of(">"), NatsPermissions.Answering.NO);
        return Nats.credentials(identities.credentials("control", all).toString());
    }

    String agentJwt(NodeId node, JoinRequest request) {
        String name = node.toString();
        return identities.agentJwt(request.publicKey(), name, NatsPermissions.agent("local", name));
    }

    void kill() throws InterruptedException {
        process.kill();
        process.waitFor();
    }

    void restart() {
        process = LocalProcess.start(nats.launch());
        requireReady();
    }

    private void requireReady() {
        if (nats.ready(SOON).isEmpty()) {
            throw new AssertionError("nats-server does not start: " + process.lastLines(10));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
