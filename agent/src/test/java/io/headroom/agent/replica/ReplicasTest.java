package io.headroom.agent.replica;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.disk.StateFolder;
import io.headroom.agent.disk.StateFolder.Durability;
import io.headroom.agent.replica.simulated.SimulatedRuntime;
import io.headroom.agent.secret.SecretSource;
import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.time.VirtualClock;

import static io.headroom.agent.Assignments.knowing;
import static io.headroom.agent.Assignments.on;
import static io.headroom.agent.Assignments.running;
import static io.headroom.agent.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class ReplicasTest {

    private static final int SPEED = 60;

    @TempDir Path folder;

    private final AgentCommons commons = new AgentCommons();
    private SecretSource secrets =
            _ -> CompletableFuture.failedFuture(new IOException("nobody asked for any"));
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final VirtualClock clock =
            VirtualClock.of(
                    Instant.parse("2026-03-01T12:00:00Z"),
                    InstantSource.system().instant(),
                    SPEED,
                    InstantSource.system());

    @AfterEach
    void close() {
        commons.close();
    }

    @Test
    void a_replica_starts_runs_and_succeeds_in_virtual_time() {
        replicas().follow(List.of(running("sleep", "30")));

        eventually("it succeeded", () -> said.contains("SUCCEEDED 0"));
        assertThat(said).containsExactly("STARTING null", "RUNNING null", "SUCCEEDED 0");
    }

    @Test
    void one_that_ended_is_not_started_again_while_it_is_wanted() {
        Replicas replicas = replicas();
        ReplicaAssignment assignment = running("false");
        replicas.follow(List.of(assignment));
        eventually("it failed", () -> said.contains("FAILED 1"));
        replicas.follow(List.of(assignment));
        Replicas restarted = replicas();
        restarted.adopt();
        restarted.follow(List.of(assignment));

        assertThat(said).filteredOn("STARTING null"::equals).hasSize(1);
    }

    @Test
    void one_that_is_no_longer_wanted_is_stopped() {
        Replicas replicas = replicas();
        replicas.follow(List.of(running("sleep", "infinity")));
        replicas.follow(List.of());

        eventually("it is stopped", () -> said.contains("STOPPED 143"));
        assertThat(replicas.alive()).isZero();
    }

    @Test
    void a_gpu_is_given_on_only_when_it_is_free() {
        SlowRuntime slow = new SlowRuntime();
        Replicas replicas = replicas(slow);
        replicas.follow(List.of(on(List.of(0), 1_000, "first")));
        replicas.follow(List.of(on(List.of(0), 1_000, "second")));
        assertThat(slow.started).containsExactly("first");

        slow.endLast();
        assertThat(slow.started).containsExactly("first", "second");
    }

    @Test
    void two_halves_share_a_gpu() {
        SlowRuntime slow = new SlowRuntime();
        Replicas replicas = replicas(slow);
        replicas.follow(List.of(on(List.of(0), 500, "first"), on(List.of(0), 500, "second")));

        assertThat(slow.started).containsExactly("first", "second");
        assertThat(replicas.assigned()).containsEntry("GPU-0", 1_000);
    }

    @Test
    void a_gpu_that_this_node_does_not_have_fails_the_replica_only() {
        replicas().follow(List.of(on(List.of(7), 1_000, "sleep", "1"), running("sleep", "1")));

        eventually("the other ran", () -> said.contains("SUCCEEDED 0"));
        assertThat(said).contains("FAILED null");
    }

    @Test
    void a_restarted_agent_finds_its_replicas_again() {
        Replicas before = replicas();
        before.follow(List.of(running("sleep", "infinity")));
        before.release();
        Replicas after = replicas();
        after.adopt();
        assertThat(after.alive()).isEqualTo(1);

        after.follow(List.of());
        eventually("it is stopped", () -> said.contains("STOPPED 143"));
        assertThat(said).containsExactly("STARTING null", "RUNNING null", "STOPPED 143");
    }

    @Test
    void one_with_secrets_starts_when_they_come_and_holds_its_gpu_until_then() {
        CompletableFuture<Map<String, String>> known = new CompletableFuture<>();
        secrets = _ -> known;
        SlowRuntime slow = new SlowRuntime();
        Replicas replicas = replicas(slow);
        replicas.follow(List.of(knowing("wandb"), on(List.of(0), 1_000, "second")));
        assertThat(slow.started).isEmpty();
        assertThat(said).containsExactly("STARTING null");

        known.complete(Map.of("wandb", "hunter2"));
        assertThat(slow.started).containsExactly("knowing");
        assertThat(slow.given.secrets()).containsEntry("wandb", "hunter2");
        assertThat(slow.given.toString()).doesNotContain("hunter2");
    }

    @Test
    void one_whose_secrets_are_refused_fails() {
        secrets = _ -> CompletableFuture.failedFuture(new IOException("there is no such secret"));
        replicas().follow(List.of(knowing("wandb")));

        assertThat(said).containsExactly("STARTING null", "FAILED null");
    }

    @Test
    void one_that_is_no_longer_wanted_while_it_waits_for_its_secrets_never_starts() {
        CompletableFuture<Map<String, String>> known = new CompletableFuture<>();
        secrets = _ -> known;
        SlowRuntime slow = new SlowRuntime();
        Replicas replicas = replicas(slow);
        replicas.follow(List.of(knowing("wandb")));
        replicas.follow(List.of());
        known.complete(Map.of("wandb", "hunter2"));

        assertThat(said).containsExactly("STARTING null", "STOPPED null");
        assertThat(slow.started).isEmpty();
    }

    private Replicas replicas() {
        return replicas(new SimulatedRuntime(commons.timer(), commons.workers(), clock));
    }

    private Replicas replicas(ReplicaRuntime runtime) {
        return new Replicas(
                new StateFolder(folder, Durability.BUFFERED, HeadroomJson.tolerant()),
                runtime,
                secrets,
                List.of(new AgentDevice("GPU-0", "H100", 81_559)),
                Duration.ofSeconds(1),
                (_, what) -> said.add(what.state() + " " + what.exitCode()));
    }
}
