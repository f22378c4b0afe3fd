package io.headroom.agent.ready;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.Assignments;
import io.headroom.agent.disk.StateFolder;
import io.headroom.agent.disk.StateFolder.Durability;
import io.headroom.agent.replica.Happened;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.agent.replica.ReplicaRuntime;
import io.headroom.agent.replica.Replicas;
import io.headroom.agent.replica.process.ProcessRuntime;
import io.headroom.agent.replica.simulated.SimulatedRuntime;
import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.contracts.workload.ReadyProbe;
import io.headroom.contracts.workload.RunSpec;

import static io.headroom.agent.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// How long replicas take until they are ready, of real processes in real time and of simulated ones in virtual time.
class ReadinessTest {

    private static final int SPEED = 60;
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    @TempDir Path folder;

    private final AgentCommons commons = new AgentCommons();
    private final Queue<Object> told = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        commons.close();
    }

    @Test
    void a_process_is_ready_when_it_answers_well() throws Exception {
        int port = freePort();
        String java = ProcessHandle.current().info().command().orElseThrow();
        ReplicaAssignment server =
                process(
                        ReadyProbe.http(port, "/health"),
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LateServer.class.getName(),
                        String.valueOf(port));
        Replicas replicas = processes();
        replicas.follow(List.of(server));

        Prepared prepared = prepared(1).getFirst();
        assertThat(prepared.load()).isBetween(TWO_SECONDS, Duration.ofSeconds(15));
        assertThat(prepared.fetch()).as("nothing is fetched for a command").isNull();
        assertThat(prepared.first()).isTrue();
        assertThat(told.stream().limit(3))
                .containsExactly(ReplicaState.STARTING, ReplicaState.RUNNING, prepared);
        replicas.killAll("the test is over");
    }

    @Test
    void a_port_that_another_listens_on_is_not_its_own() throws Exception {
        try (ServerSocket others = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Replicas replicas = processes();
            replicas.follow(
                    List.of(
                            process(ReadyProbe.listening(others.getLocalPort()), "sleep", "987"),
                            process(ReadyProbe.running("test", "-f", "loaded"), "sh", "-c", LATE)));

            Prepared prepared = prepared(1).getFirst();
            assertThat(prepared.load()).isBetween(TWO_SECONDS, Duration.ofSeconds(15));
            assertThat(timed()).hasSize(1);
            replicas.killAll("the test is over");
        }
    }

    private static final String LATE = "sleep 2; touch loaded; sleep 987";

    @Test
    void one_that_is_over_before_it_is_ready_tells_nothing() {
        processes().follow(List.of(process(ReadyProbe.running("true"), "sh", "-c", "exit 3")));

        eventually("it failed", () -> told.contains(ReplicaState.FAILED));
        assertThat(told)
                .containsExactly(ReplicaState.STARTING, ReplicaState.RUNNING, ReplicaState.FAILED);
    }

    @Test
    void what_was_fetched_once_since_the_machine_came_up_is_there() {
        Replicas replicas = simulated("boot-1");
        replicas.follow(List.of(loading("PT40S", "PT2M")));
        Prepared first = prepared(1).getFirst();
        assertThat(first.first()).isTrue();
        assertThat(first.fetch()).isEqualTo(Duration.ofSeconds(40));
        assertThat(first.load()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4));

        // Another process of the agent, the same machine.
        simulated("boot-1").follow(List.of(loading("PT40S", "PT2M")));
        Prepared second = prepared(2).getLast();
        assertThat(second.first()).isFalse();
        assertThat(second.fetch()).isEqualTo(Duration.ZERO);

        simulated("boot-2").follow(List.of(loading("PT40S", "PT2M")));
        assertThat(prepared(3).getLast().first()).isTrue();
    }

    @Test
    void one_that_fetches_and_does_not_say_what_ready_is_tells_what_it_fetched() {
        simulated("boot-1").follow(List.of(simulated(Map.of("SIMULATED_FETCH", "PT40S"), null)));

        assertThat(prepared(1)).containsExactly(new Prepared(Duration.ofSeconds(40), null, true));
    }

    private List<Prepared> prepared(int count) {
        eventually("so many are ready", () -> timed().size() == count);
        return timed();
    }

    private List<Prepared> timed() {
        return told.stream().filter(Prepared.class::isInstance).map(Prepared.class::cast).toList();
    }

    private static ReplicaAssignment process(ReadyProbe probe, String... command) {
        RunSpec run = new RunSpec(null, List.of(command), null, null, null, null);
        return Assignments.on(List.of(), 1_000, run.readyBy(probe));
    }

    private static ReplicaAssignment loading(String fetch, String load) {
        return simulated(
                Map.of("SIMULATED_FETCH", fetch, "SIMULATED_LOAD", load),
                ReadyProbe.listening(8000));
    }

    private static ReplicaAssignment simulated(
            Map<String, String> environment, @Nullable ReadyProbe probe) {
        RunSpec run =
                new RunSpec(null, List.of("sleep", "infinity"), environment, null, null, null);
        return Assignments.on(List.of(), 1_000, probe == null ? run : run.readyBy(probe));
    }

    private Replicas processes() {
        Path memory = Path.of("/dev/shm", "headroom-test-" + System.getProperty("user.name"));
        return replicas(
                new ProcessRuntime(
                        folder.resolve("replicas"), memory, 1, commons.workers(), commons.timer()),
                VirtualClock.real(),
                "boot-1");
    }

    private Replicas simulated(String boot) {
        VirtualClock clock =
                VirtualClock.of(
                        Instant.parse("2026-03-01T12:00:00Z"),
                        InstantSource.system().instant(),
                        SPEED,
                        InstantSource.system());
        return replicas(
                new SimulatedRuntime(commons.timer(), commons.workers(), clock), clock, boot);
    }

    private Replicas replicas(ReplicaRuntime runtime, VirtualClock clock, String boot) {
        StateFolder state =
                new StateFolder(
                        folder.resolve("agent"), Durability.BUFFERED, HeadroomJson.tolerant());
        Readiness readiness =
                new Readiness(
                        runtime,
                        new Used(state, boot),
                        clock,
                        commons,
                        (ReplicaKey _, Prepared how) -> told.add(how));
        return new Replicas(
                state,
                readiness,
                _ -> CompletableFuture.failedFuture(new IOException("nobody asked for any")),
                List.of(),
                Duration.ofSeconds(1),
                readiness.telling((ReplicaKey _, Happened what) -> told.add(what.state())));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
