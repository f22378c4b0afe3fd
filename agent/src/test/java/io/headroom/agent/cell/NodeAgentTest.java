package io.headroom.agent.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.AgentSettings;
import io.headroom.agent.NodeAgent;
import io.headroom.agent.device.DeclaredDevices;
import io.headroom.agent.lease.ProcUptime;
import io.headroom.agent.lease.ScaledUptime;
import io.headroom.agent.replica.simulated.SimulatedRuntime;
import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.budget.LeaseNotice;
import io.headroom.contracts.node.DesiredState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.time.VirtualClock;

import static io.headroom.agent.Assignments.desired;
import static io.headroom.agent.Assignments.running;
import static io.headroom.agent.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class NodeAgentTest {

    private static final int SPEED = 60;

    @TempDir Path folder;

    private final NodeId node = new NodeId(UUID.randomUUID());
    private final AgentCommons commons = new AgentCommons();
    private final Queue<String> powerOffs = new ConcurrentLinkedQueue<>();
    private final VirtualClock clock =
            VirtualClock.of(
                    Instant.parse("2026-03-01T12:00:00Z"),
                    InstantSource.system().instant(),
                    SPEED,
                    InstantSource.system());
    private AgentCell cell;

    @BeforeEach
    void open() throws Exception {
        cell = new AgentCell(folder);
        cell.leases(lease(1, Duration.ofHours(2)));
    }

    @AfterEach
    void close() throws Exception {
        commons.close();
        cell.close();
    }

    @Test
    void a_node_runs_what_it_is_told_and_says_what_became_of_it() {
        try (NodeAgent agent = start()) {
            cell.wants(desired(node, 1, 1, running("sleep", "60")));

            eventually("it succeeded", () -> states().contains(ReplicaState.SUCCEEDED));
            eventually("the heartbeat says so", () -> beats(1, 1, 1));
            assertThat(agent.connected()).isTrue();
        }
    }

    @Test
    void a_lower_generation_is_refused() {
        try (NodeAgent agent = start()) {
            ReplicaAssignment first = running("sleep", "infinity");
            cell.wants(desired(node, 2, 5, first));
            eventually("it runs", () -> agent.alive() == 1);
            cell.wants(desired(node, 2, 4));
            cell.wants(desired(node, 1, 9));
            cell.wants(desired(node, 2, 6, first, running("sleep", "infinity")));

            eventually("the newer one is followed", () -> agent.alive() == 2);
            assertThat(states()).doesNotContain(ReplicaState.STOPPED);
        }
    }

    @Test
    void an_agent_that_comes_back_finds_its_replicas_and_needs_no_token() {
        ReplicaAssignment endless = running("sleep", "infinity");
        try (NodeAgent first = start()) {
            cell.wants(desired(node, 1, 1, endless));
            eventually("it runs", () -> first.alive() == 1);
        }
        try (NodeAgent second = start()) {
            assertThat(second.alive()).isEqualTo(1);
            eventually("it is connected", second::connected);
            cell.wants(desired(node, 1, 2));

            eventually("it is stopped", () -> states().contains(ReplicaState.STOPPED));
        }
        assertThat(cell.joins).hasSize(1);
        assertThat(states()).doesNotContain(ReplicaState.LOST);
    }

    @Test
    void reports_that_are_lost_are_said_again_until_they_are_acknowledged() throws Exception {
        try (NodeAgent agent = start()) {
            ReplicaAssignment short1 = running("sleep", "120");
            cell.wants(desired(node, 1, 1, short1));
            eventually("it runs", () -> states().contains(ReplicaState.RUNNING));
            cell.server.kill();
            eventually("it ended unheard", () -> agent.alive() == 0);
            cell.reports.clear();
            cell.server.restart();

            eventually("it is heard at last", () -> states().contains(ReplicaState.SUCCEEDED));
            ReplicaReport last = cell.reports.stream().max(this::bySequence).orElseThrow();
            cell.wants(
                    new DesiredState(node, 1, 2, List.of(short1), last.sequence(), last.bootId()));
            eventually("nothing is left to say", () -> kept() == 0);
        }
    }

    @Test
    void a_node_whose_lease_ends_stops_its_replicas_and_powers_off() {
        try (NodeAgent agent = start()) {
            cell.leases(lease(2, Duration.ofMinutes(4)));
            cell.wants(desired(node, 1, 1, running("sleep", "infinity")));
            eventually("it runs", () -> agent.alive() == 1);

            eventually("it is stopped", () -> states().contains(ReplicaState.STOPPED));
            eventually("it is powered off", () -> !powerOffs.isEmpty());
            assertThat(agent.leaseEnd()).isBeforeOrEqualTo(clock.instant());
        }
    }

    @Test
    void a_node_that_is_cut_off_powers_off_by_itself() throws Exception {
        try (NodeAgent agent = start()) {
            cell.leases(lease(2, Duration.ofMinutes(4)));
            eventually("it knows", () -> beats(2, 0, 0));
            cell.server.kill();

            eventually("it is powered off", () -> !powerOffs.isEmpty());
            assertThat(agent.connected()).isFalse();
        }
    }

    @Test
    void its_identity_is_for_its_owner_alone() throws Exception {
        try (NodeAgent agent = start()) {
            eventually("it is connected", agent::connected);
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("agent/identity.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private NodeAgent start() {
        AgentSettings settings =
                AgentSettings.simulated(
                        cell.userData(node),
                        folder.resolve("agent"),
                        new DeclaredDevices(List.of(new AgentDevice("GPU-0", "H100", 81_559))),
                        ScaledUptime.of(new ProcUptime(), "machine-1", clock));
        return NodeAgent.start(
                settings,
                new SimulatedRuntime(commons.timer(), commons.workers(), clock),
                clock,
                powerOffs::add,
                commons);
    }

    private LeaseNotice lease(long version, Duration length) {
        Instant now = clock.instant();
        return new LeaseNotice(node, version, now, now.plus(length), now.plus(length));
    }

    private List<ReplicaState> states() {
        return cell.reports.stream().map(ReplicaReport::state).toList();
    }

    private boolean beats(long lease, long epoch, long generation) {
        return cell.heartbeats.stream()
                .anyMatch(
                        beat ->
                                beat.leaseVersion() == lease
                                        && beat.desiredEpoch() == epoch
                                        && beat.desiredGeneration() == generation
                                        && "127.0.0.1".equals(beat.address()));
    }

    private int bySequence(ReplicaReport one, ReplicaReport other) {
        return Long.compare(one.sequence(), other.sequence());
    }

    /// Lines of the report log but the first, which is not a report.
    private long kept() {
        try {
            return Files.readAllLines(folder.resolve("agent/reports.jsonl")).size() - 1L;
        } catch (IOException e) {
            return -1;
        }
    }
}
