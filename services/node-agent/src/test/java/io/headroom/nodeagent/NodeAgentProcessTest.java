package io.headroom.nodeagent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.workload.ReadyProbe;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.WorkloadId;

import static io.headroom.nodeagent.Machine.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class NodeAgentProcessTest {

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
    void a_machine_powers_off_with_its_lease_and_takes_its_replicas_along() throws Exception {
        machine.start();
        machine.lease(1, Duration.ofMinutes(8));
        machine.wants(1, running("sleep", "986"));
        eventually("it runs", () -> states().contains(ReplicaState.RUNNING));

        assertThat(machine.exitCode()).isEqualTo(NodeAgentMain.POWERED_OFF);
        assertThat(states()).contains(ReplicaState.STOPPED);
        eventually("no replica is left", () -> processes("986").isEmpty());
    }

    @Test
    void replicas_outlive_a_crash_of_the_agent() throws Exception {
        ReplicaAssignment assignment = running("sleep", "985");
        machine.start();
        machine.lease(1, Duration.ofHours(5));
        machine.wants(1, assignment);
        eventually("it runs", () -> states().contains(ReplicaState.RUNNING));
        List<Long> before = processes("985");
        machine.killAgent();
        machine.start();
        machine.wants(2, assignment);

        assertThat(before).hasSize(1);
        assertThat(processes("985")).isEqualTo(before);
        machine.wants(3);
        eventually("it is stopped", () -> states().contains(ReplicaState.STOPPED));
        assertThat(states()).doesNotContain(ReplicaState.LOST);
        assertThat(processes("985")).isEmpty();
    }

    @Test
    void a_replica_is_told_to_be_ready_once_its_probe_finds_it_so() throws Exception {
        machine.start();
        machine.lease(1, Duration.ofHours(5));
        machine.wants(
                1,
                running(
                        new RunSpec(
                                        null,
                                        List.of(
                                                "sh",
                                                "-c",
                                                "sleep 2; touch loaded; exec sleep 983"),
                                        null,
                                        null,
                                        null,
                                        null)
                                .readyBy(ReadyProbe.running("test", "-f", "loaded"))));
        eventually("it is ready", () -> !prepared().isEmpty());

        Prepared how = prepared().getFirst();
        assertThat(how.load())
                .as("two real seconds, at the clock's speed")
                .isBetween(
                        Duration.ofSeconds(2L * Machine.SPEED),
                        Duration.ofSeconds(10L * Machine.SPEED));
        assertThat(how.fetch()).isNull();
        assertThat(how.first()).isTrue();
        machine.wants(2);
        eventually("it is stopped", () -> states().contains(ReplicaState.STOPPED));
        assertThat(prepared()).containsOnly(how);
    }

    private List<Prepared> prepared() {
        return machine.reports.stream()
                .map(ReplicaReport::prepared)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<ReplicaState> states() {
        return machine.reports.stream().map(ReplicaReport::state).toList();
    }

    /// The sleepers themselves, without the shell that keeps each.
    private static List<Long> processes(String seconds) {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .orElse("")
                                        .matches("(\\S*/)?sleep " + seconds))
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    private static ReplicaAssignment running(String... command) {
        return running(new RunSpec(null, List.of(command), null, null, null, null));
    }

    private static ReplicaAssignment running(RunSpec run) {
        return new ReplicaAssignment(
                new WorkloadId(UUID.randomUUID()),
                0,
                1,
                List.of(0),
                1_000,
                0,
                1_000,
                512,
                1,
                List.of("127.0.0.1"),
                run,
                null,
                null);
    }
}
