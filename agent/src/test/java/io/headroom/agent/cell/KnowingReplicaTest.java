package io.headroom.agent.cell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.AgentSettings;
import io.headroom.agent.Assignments;
import io.headroom.agent.NodeAgent;
import io.headroom.agent.device.DeclaredDevices;
import io.headroom.agent.lease.ProcUptime;
import io.headroom.agent.replica.process.ProcessRuntime;
import io.headroom.contracts.agent.LogWanted;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.agent.SecretsTold;
import io.headroom.contracts.agent.SecretsWanted;
import io.headroom.contracts.budget.LeaseNotice;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.seal.Sealed;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.contracts.workload.RunSpec;

import static io.headroom.agent.Assignments.desired;
import static io.headroom.agent.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// A real process on a node that really asks its cell.
class KnowingReplicaTest {

    @TempDir Path folder;

    private final NodeId node = new NodeId(UUID.randomUUID());
    private final AgentCommons commons = new AgentCommons();
    private final VirtualClock clock = VirtualClock.real();
    private AgentCell cell;
    private NodeAgent agent;

    @BeforeEach
    void open() throws Exception {
        cell = new AgentCell(folder);
        Instant now = clock.instant();
        Instant end = now.plus(Duration.ofHours(2));
        cell.leases(new LeaseNotice(node, 1, now, end, end));
        Path memory = Path.of("/dev/shm", "headroom-test-" + System.getProperty("user.name"));
        agent =
                NodeAgent.start(
                        AgentSettings.simulated(
                                cell.userData(node),
                                folder.resolve("agent"),
                                new DeclaredDevices(List.of()),
                                new ProcUptime()),
                        new ProcessRuntime(
                                folder.resolve("replicas"),
                                memory,
                                1,
                                commons.workers(),
                                commons.timer()),
                        clock,
                        _ -> {},
                        commons);
    }

    @AfterEach
    void close() throws Exception {
        agent.kill();
        commons.close();
        cell.close();
    }

    @Test
    void it_knows_its_secret_once_the_cell_answers_and_what_it_wrote_can_be_asked_for()
            throws Exception {
        AtomicInteger asked = new AtomicInteger();
        cell.tells(
                wanted -> {
                    if (asked.incrementAndGet() == 1) {
                        // The first answer is for somebody else's question: it must not open.
                        return sealed(wanted, "another");
                    }
                    return sealed(wanted, wanted.about());
                });
        ReplicaAssignment refused = knowing("sleep 60");
        ReplicaAssignment told = knowing("cat $HEADROOM_SECRETS/wandb; sleep 60");
        cell.wants(desired(node, 1, 1, refused));
        eventually("what does not open is no secret", () -> states().contains(ReplicaState.FAILED));

        cell.wants(desired(node, 1, 2, told));
        eventually("it runs", () -> states().contains(ReplicaState.RUNNING));
        eventually("it has written", () -> log(told).equals("hunter2"));
    }

    @Test
    void what_is_refused_is_said_and_the_end_of_what_one_wrote_goes_with_its_report() {
        cell.tells(_ -> SecretsTold.refused("there is no secret wandb"));
        ReplicaAssignment loud = Assignments.running("sh", "-c", "echo boom; exit 3");
        cell.wants(desired(node, 1, 1, knowing("true"), loud));

        eventually("both failed", () -> reportsOf(ReplicaState.FAILED).size() == 2);
        assertThat(reportsOf(ReplicaState.FAILED))
                .anySatisfy(r -> assertThat(r.message()).contains("there is no secret wandb"))
                .anySatisfy(r -> assertThat(r.log()).isEqualTo("boom\n"));
    }

    private static ReplicaAssignment knowing(String script) {
        return Assignments.on(
                List.of(),
                1_000,
                new RunSpec(
                        null,
                        List.of("sh", "-c", script),
                        null,
                        null,
                        null,
                        List.of("secret:wandb")));
    }

    private static SecretsTold sealed(SecretsWanted wanted, String about) {
        return SecretsTold.of(
                Sealed.to(
                        wanted.publicKey(),
                        about,
                        "{\"wandb\":\"hunter2\"}".getBytes(StandardCharsets.UTF_8)));
    }

    private String log(ReplicaAssignment replica) {
        try {
            return cell.log(node, new LogWanted(replica.workload(), 0, 1, 0, 100)).text();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<ReplicaReport> reportsOf(ReplicaState state) {
        return cell.reports.stream().filter(r -> r.state() == state).toList();
    }

    private List<ReplicaState> states() {
        return cell.reports.stream().map(ReplicaReport::state).toList();
    }
}
