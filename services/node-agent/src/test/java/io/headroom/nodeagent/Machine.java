package io.headroom.nodeagent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import com.sun.net.httpserver.HttpServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.Heartbeat;
import io.headroom.contracts.agent.JoinAnswer;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.budget.LeaseNotice;
import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.DesiredState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.local.nats.NatsBinary;

/// A machine that is only a folder, with the real agent process on it and as much of a cell as that needs.
final class Machine {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /// How many times faster than real time its clock runs.
    static final int SPEED = 60;

    final NodeId node = new NodeId(UUID.randomUUID());
    final Queue<ReplicaReport> reports = new ConcurrentLinkedQueue<>();
    final Queue<Heartbeat> heartbeats = new ConcurrentLinkedQueue<>();
    final Queue<Telemetry> telemetry = new ConcurrentLinkedQueue<>();
    private final Path folder;
    private final Process nats;
    private final HttpServer join;
    private final Connection control;
    private @Nullable Process agent;

    Machine(Path folder) throws IOException {
        this.folder = folder;
        int port = freePort();
        nats = launch(List.of(natsServer(), "-a", "127.0.0.1", "-p", Integer.toString(port)));
        String url = "nats://127.0.0.1:" + port;
        byte[] answer =
                HeadroomJson.mapper()
                        .writeValueAsBytes(new JoinAnswer("none", url, new Cell("local")));
        join = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        join.createContext(
                "/join",
                exchange -> {
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        join.start();
        control = connect(url);
        var dispatcher = control.createDispatcher();
        dispatcher.subscribe(
                "headroom.local.agent.report." + node,
                m -> reports.add(read(m.getData(), ReplicaReport.class)));
        dispatcher.subscribe(
                "headroom.local.agent.heartbeat." + node,
                m -> heartbeats.add(read(m.getData(), Heartbeat.class)));
        dispatcher.subscribe(
                "headroom.local.agent.telemetry." + node,
                m -> telemetry.add(read(m.getData(), Telemetry.class)));
    }

    /// Starts the agent at [#SPEED], which exits where a machine would power off.
    void start(String... moreSettings) throws IOException {
        String address = "http://127.0.0.1:" + join.getAddress().getPort() + "/join";
        write(
                "user-data.json",
                new UserData(
                        new UserData.Headroom(
                                node, new Cell("local"), URI.create(address), "once")));
        Instant now = InstantSource.system().instant();
        if (!Files.exists(folder.resolve("clock.json"))) {
            Files.writeString(
                    folder.resolve("clock.json"),
                    "{\"virtualAnchor\":\"%s\",\"realAnchor\":\"%s\",\"speed\":%d}"
                            .formatted(now, now, SPEED));
        }
        Files.writeString(
                folder.resolve("agent.properties"),
                "clock=clock.json\npower-off=exit\ndevices=GPU-0:H100:81559\n"
                        + String.join("\n", moreSettings));
        agent =
                launch(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                "io.headroom.nodeagent.NodeAgentMain",
                                folder.resolve("agent.properties").toString()));
    }

    /// Says it until the agent has heard: nothing else here keeps it for the agent.
    void lease(long version, Duration length) {
        Instant now = VirtualClock.read(folder.resolve("clock.json")).instant();
        LeaseNotice notice =
                new LeaseNotice(node, version, now, now.plus(length), now.plus(length));
        eventually(
                "lease is known",
                () -> {
                    say("lease", notice);
                    return heartbeats.stream().anyMatch(beat -> beat.leaseVersion() == version);
                });
    }

    void wants(long generation, ReplicaAssignment... replicas) {
        DesiredState state = new DesiredState(node, 1, generation, List.of(replicas), 0, "");
        eventually(
                "desired state is known",
                () -> {
                    say("desired", state);
                    return heartbeats.stream().anyMatch(b -> b.desiredGeneration() == generation);
                });
    }

    void killAgent() throws InterruptedException {
        running().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        heartbeats.clear();
    }

    int exitCode() throws InterruptedException {
        boolean ended = running().waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
        return ended ? running().exitValue() : -1;
    }

    void close() throws InterruptedException {
        control.close();
        join.stop(0);
        if (agent != null) {
            agent.destroy();
            agent.waitFor(10, TimeUnit.SECONDS);
        }
        nats.destroyForcibly();
    }

    static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + BOUND.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private Process running() {
        Process process = agent;
        if (process == null) {
            throw new IllegalStateException("the agent was not started");
        }
        return process;
    }

    private void say(String bucket, Object value) {
        try {
            control.publish(
                    "headroom.kv." + bucket + ".local." + node,
                    HeadroomJson.mapper().writeValueAsBytes(value));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process launch(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private void write(String name, Object value) throws IOException {
        Files.writeString(
                folder.resolve(name),
                HeadroomJson.mapper().writeValueAsString(value),
                StandardCharsets.UTF_8);
    }

    private static String natsServer() {
        Path tools = Path.of("target", "tools");
        return new NatsBinary(System.getenv(), tools, System.out::println).find().toString();
    }

    private static Connection connect(String url) {
        Connection[] open = new Connection[1];
        eventually(
                "nats-server answers",
                () -> {
                    try {
                        open[0] = Nats.connect(url);
                        return true;
                    } catch (IOException e) {
                        return false;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        return open[0];
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            return HeadroomJson.tolerant().readValue(body, type);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
