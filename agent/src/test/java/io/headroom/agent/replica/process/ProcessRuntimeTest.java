package io.headroom.agent.replica.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.headroom.agent.Assignments;
import io.headroom.agent.replica.Given;
import io.headroom.agent.replica.ReplicaExit;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.agent.replica.RunningReplica;
import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.workload.RunSpec;

import static io.headroom.agent.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProcessRuntimeTest extends OneProcess {

    @Test
    void a_replica_is_told_who_it_is_and_which_gpus_are_its_own() throws Exception {
        ReplicaAssignment assignment = Assignments.on(List.of(1), 500, "env");
        runtime()
                .start(
                        assignment,
                        Given.only(List.of(new AgentDevice("GPU-b", "H100", 80))),
                        exit::complete);

        assertThat(ended()).isEqualTo(new ReplicaExit.Code(0));
        assertThat(log(assignment))
                .contains("HEADROOM_REPLICA=0", "HEADROOM_REPLICAS=1", "HEADROOM_PEERS=127.0.0.1")
                .contains("MASTER_ADDR=127.0.0.1", "MASTER_PORT=29500", "HEADROOM_CLOCK_SPEED=3")
                .contains("CUDA_VISIBLE_DEVICES=GPU-b", "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50")
                .contains("TEAM=nlp")
                .doesNotContain("JAVA_HOME");
    }

    @Test
    void its_exit_code_is_known() throws Exception {
        runtime().start(Assignments.running("sh", "-c", "exit 3"), NOTHING, exit::complete);

        assertThat(ended()).isEqualTo(new ReplicaExit.Code(3));
    }

    @Test
    void it_may_end_with_grace() throws Exception {
        String saves = "trap 'echo saved; exit 9' TERM; echo up; while :; do read -t 1 x; done";
        ReplicaAssignment assignment = Assignments.running("bash", "-c", saves);
        RunningReplica replica = runtime().start(assignment, NOTHING, exit::complete);
        eventually("it is up", () -> log(assignment).contains("up"));
        replica.stop(Duration.ofSeconds(10));

        assertThat(ended()).isEqualTo(new ReplicaExit.Code(9));
        assertThat(log(assignment)).contains("saved");
    }

    @Test
    void one_that_does_not_listen_is_killed_with_its_children() throws Exception {
        String deaf = "trap '' TERM; sleep 987 & echo $! up; wait; wait; wait";
        ReplicaAssignment assignment = Assignments.running("bash", "-c", deaf);
        RunningReplica replica = runtime().start(assignment, NOTHING, exit::complete);
        eventually("it is up", () -> log(assignment).contains("up"));
        long child = Long.parseLong(log(assignment).split(" ", 2)[0]);
        replica.stop(Duration.ofMillis(200));

        assertThat(ended()).isEqualTo(new ReplicaExit.Code(137));
        eventually("its child is gone", () -> ProcessId.of(child).isEmpty());
    }

    @Test
    void a_later_agent_finds_it_again_and_learns_its_end() throws Exception {
        ReplicaAssignment assignment = Assignments.running("sh", "-c", "echo up; exec sleep 987");
        RunningReplica first = runtime().start(assignment, NOTHING, _ -> {});
        // A keeper that is killed before it has begun cannot say what it has seen.
        eventually("it is up", () -> log(assignment).contains("up"));
        first.release();
        Optional<RunningReplica> found =
                runtime().adopt(assignment, first.handle(), exit::complete);

        assertThat(found).isPresent();
        assertThat(exit).isNotDone();
        found.orElseThrow().stop(Duration.ofSeconds(5));
        assertThat(ended()).isInstanceOf(ReplicaExit.Code.class);
    }

    @Test
    void a_later_agent_learns_how_one_ended_meanwhile() throws Exception {
        ReplicaAssignment assignment = Assignments.running("sh", "-c", "exit 5");
        CompletableFuture<ReplicaExit> seen = new CompletableFuture<>();
        RunningReplica first = runtime().start(assignment, NOTHING, seen::complete);
        seen.get(20, TimeUnit.SECONDS);

        assertThat(runtime().adopt(assignment, first.handle(), exit::complete)).isPresent();
        assertThat(ended()).isEqualTo(new ReplicaExit.Code(5));
    }

    @Test
    void one_that_was_never_started_is_not_found() {
        assertThat(runtime().adopt(Assignments.running("true"), "", exit::complete)).isEmpty();
        assertThat(runtime().adopt(Assignments.running("true"), "1 1 other-boot", exit::complete))
                .isEmpty();
    }

    @Test
    void what_this_node_cannot_do_is_said() {
        ReplicaAssignment plain = Assignments.running("true");
        RunSpec image = new RunSpec("pytorch:2", null, null, null, null, null);
        ReplicaAssignment container =
                new ReplicaAssignment(
                        plain.workload(),
                        0,
                        1,
                        List.of(),
                        1_000,
                        0,
                        1,
                        1,
                        1,
                        List.of(),
                        image,
                        null,
                        null);

        assertThatThrownBy(() -> runtime().start(container, NOTHING, exit::complete))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not container images");
    }

    @Test
    void what_it_wrote_can_be_read_piece_by_piece_and_its_end_is_told() throws Exception {
        ReplicaAssignment assignment = Assignments.running("printf", "first line\nüber\n");
        ProcessRuntime runtime = runtime();
        runtime.start(assignment, NOTHING, exit::complete);
        ended();
        ReplicaKey key = ReplicaKey.of(assignment);

        assertThat(runtime.log(key, 0, 6)).isEqualTo(new LogPiece(0, 6, "first "));
        // Of a character that is cut in two, the next piece has the whole.
        assertThat(runtime.log(key, 6, 6)).isEqualTo(new LogPiece(6, 11, "line\n"));
        assertThat(runtime.log(key, 11, 100)).isEqualTo(new LogPiece(11, 17, "über\n"));
        assertThat(runtime.log(key, 17, 100)).isEqualTo(new LogPiece(17, 17, ""));
        assertThat(runtime.lastWords(key)).endsWith("über\n");
    }
}
