package io.headroom.nodeagent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.workload.RequestCounter;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.WorkloadId;

import static io.headroom.nodeagent.Machine.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// The agent counts the requests of its own replicas, and of nothing else on the machine.
class RequestsCountedTest {

    private static final WorkloadId CHAT = new WorkloadId(UUID.randomUUID());
    private static final WorkloadId CURIOUS = new WorkloadId(UUID.randomUUID());

    @TempDir Path folder;

    private Machine machine;

    @BeforeEach
    void open() throws Exception {
        machine = new Machine(folder);
    }

    @AfterEach
    void close() throws Exception {
        machine.close();
    }

    @Test
    void the_rate_of_a_real_server_is_said_and_anothers_page_is_not_read() throws Exception {
        HttpServer others = CountingServer.start(0, System.nanoTime());
        others.start();
        try {
            int port = free();
            machine.start();
            machine.lease(1, Duration.ofHours(5));
            machine.wants(
                    1,
                    replica(CHAT, port, server(port)),
                    replica(CURIOUS, others.getAddress().getPort(), List.of("sleep", "984")));
            eventually("its rate is said", () -> rates(CHAT).size() >= 2);
            assertThat(rates(CHAT)).allSatisfy(rate -> assertThat(rate).isBetween(18.0, 22.0));
            assertThat(rates(CURIOUS)).isEmpty();
            assertThat(
                            machine.telemetry.stream()
                                    .flatMap(t -> t.requests().stream())
                                    .filter(r -> r.workload().equals(CURIOUS)))
                    .isNotEmpty()
                    .allMatch(r -> r.uncounted() == Uncounted.NOT_ITS_OWN);
            machine.wants(2);
        } finally {
            others.stop(0);
        }
    }

    private List<Double> rates(WorkloadId workload) {
        return machine.telemetry.stream()
                .flatMap(t -> t.requests().stream())
                .filter(r -> r.workload().equals(workload) && r.perSecond() != null)
                .map(Telemetry.Requests::perSecond)
                .toList();
    }

    private static List<String> server(int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                CountingServer.class.getName(),
                Integer.toString(port));
    }

    private static ReplicaAssignment replica(WorkloadId workload, int port, List<String> command) {
        return new ReplicaAssignment(
                workload,
                0,
                1,
                List.of(0),
                500,
                20_000,
                1_000,
                512,
                1,
                List.of("127.0.0.1"),
                new RunSpec(null, command, null, null, null, null)
                        .counting(new RequestCounter(port, null, "asked_total", 10.0, null)),
                null,
                null);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
