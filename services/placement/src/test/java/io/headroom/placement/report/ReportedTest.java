package io.headroom.placement.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.EndReason;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.placement.eta.ToldTable.Came;
import io.headroom.placement.picture.BoundReplica;
import io.headroom.placement.workload.Life;

import static org.assertj.core.api.Assertions.assertThat;

class ReportedTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final NodeId NODE = new NodeId(UUID.randomUUID());

    private long sequence;

    @Test
    void a_start_and_an_end_in_one_batch_are_two_events_and_one_row() {
        Workload workload = placed(1);
        Reported reported = of(workload);

        report(reported, workload, 0, ReplicaState.STARTING);
        report(reported, workload, 0, ReplicaState.RUNNING);
        report(reported, workload, 0, ReplicaState.SUCCEEDED);

        assertThat(reported.workload(workload.id()).state()).isEqualTo(WorkloadState.SUCCEEDED);
        assertThat(reported.changed).containsEntry(workload.id(), workload.version());
        assertThat(reported.events)
                .hasExactlyElementsOfTypes(WorkloadStarted.class, WorkloadFinished.class);
        assertThat(reported.over).containsExactly(workload.id());
        assertThat(reported.came).containsExactly(Came.started(workload.id(), NOON));
    }

    @Test
    void what_begins_to_run_on_a_node_has_its_data_there() {
        Workload workload = placed(1, "llama-3-70b", "wikipedia");
        Reported reported = of(workload);

        report(reported, workload, 0, ReplicaState.STARTING);
        assertThat(reported.onDisk).isEmpty();
        report(reported, workload, 0, ReplicaState.RUNNING);

        assertThat(reported.onDisk)
                .containsExactly(Map.entry(NODE, Set.of("llama-3-70b", "wikipedia")));
    }

    @Test
    void that_a_replica_is_ready_is_told_and_changes_nothing() {
        Workload workload = placed(1);
        Reported reported = of(workload);
        report(reported, workload, 0, ReplicaState.STARTING);
        report(reported, workload, 0, ReplicaState.RUNNING);
        Workload running = reported.workload(workload.id());

        reported.take(
                reportOf(
                        workload,
                        0,
                        1,
                        ReplicaState.RUNNING,
                        new Prepared(Duration.ofSeconds(40), Duration.ofMinutes(2), true)));

        assertThat(reported.workload(workload.id())).isEqualTo(running);
        assertThat(reported.events).hasExactlyElementsOfTypes(WorkloadStarted.class);
        assertThat(reported.story.getLast().toString())
                .contains("ready", "replica 0", "fetched in PT40S, loaded in PT2M");
    }

    @Test
    void one_that_succeeds_before_it_was_said_to_run_has_started_by_then() {
        Workload workload = placed(1);
        Reported reported = of(workload);

        report(reported, workload, 0, ReplicaState.STARTING);
        report(reported, workload, 0, ReplicaState.SUCCEEDED);

        assertThat(reported.came).containsExactly(Came.started(workload.id(), NOON));
    }

    @Test
    void a_gang_runs_only_when_all_its_replicas_do() {
        Workload gang = placed(2);
        Reported reported = of(gang);

        report(reported, gang, 0, ReplicaState.RUNNING);
        assertThat(reported.events).isEmpty();
        report(reported, gang, 1, ReplicaState.RUNNING);

        assertThat(reported.events).hasExactlyElementsOfTypes(WorkloadStarted.class);
    }

    @Test
    void one_failed_replica_fails_the_workload_and_frees_all() {
        Workload gang = placed(2);
        Reported reported = of(gang);

        report(reported, gang, 1, ReplicaState.FAILED);
        report(reported, gang, 0, ReplicaState.RUNNING);

        assertThat(reported.workload(gang.id()).state()).isEqualTo(WorkloadState.FAILED);
        assertThat(reported.workload(gang.id()).endReason())
                .isEqualTo(new EndReason.ReplicaFailed(1, NODE, null, ""));
        assertThat(reported.over).containsExactly(gang.id());
        assertThat(reported.events).hasExactlyElementsOfTypes(WorkloadFinished.class);
        assertThat(reported.came).containsExactly(Came.ended(gang.id(), NOON));
    }

    @Test
    void what_another_attempt_says_changes_nothing() {
        Workload again = Life.placed(Life.again(placed(1), reason()), null);
        Reported reported = of(again);

        reported.take(reportOf(again, 0, 1, ReplicaState.SUCCEEDED));

        assertThat(reported.changed).isEmpty();
        assertThat(reported.states).isEmpty();
    }

    @Test
    void after_a_lost_replica_the_rest_of_the_attempt_counts_no_more() {
        Workload gang = placed(2);
        Reported reported = of(gang);

        report(reported, gang, 0, ReplicaState.LOST);
        report(reported, gang, 1, ReplicaState.FAILED);

        assertThat(reported.interrupted).containsOnlyKeys(gang.id());
        assertThat(reported.events).isEmpty();
    }

    private void report(Reported reported, Workload workload, int replica, ReplicaState state) {
        reported.take(reportOf(workload, replica, workload.attempt(), state));
    }

    private ReplicaReport reportOf(
            Workload workload, int replica, int attempt, ReplicaState state) {
        return reportOf(workload, replica, attempt, state, null);
    }

    private ReplicaReport reportOf(
            Workload workload,
            int replica,
            int attempt,
            ReplicaState state,
            @Nullable Prepared prepared) {
        @Nullable Integer none = null;
        return new ReplicaReport(
                NODE,
                "boot",
                ++sequence,
                workload.id(),
                replica,
                attempt,
                state,
                none,
                NOON,
                "",
                null,
                prepared);
    }

    private static Reported of(Workload workload) {
        List<BoundReplica> bound =
                IntStream.range(0, workload.spec().replicas())
                        .mapToObj(
                                r ->
                                        new BoundReplica(
                                                workload.id(),
                                                r,
                                                workload.attempt(),
                                                NODE,
                                                List.of(r),
                                                1000,
                                                null,
                                                "PLACED"))
                        .toList();
        return new Reported(List.of(workload), bound, NOON);
    }

    private static PendingReason reason() {
        return new PendingReason.NodeLost(NODE.toString());
    }

    private static Workload placed(int replicas, String... data) {
        WorkloadSpec spec =
                new WorkloadSpec(
                                "job",
                                "default",
                                null,
                                WorkloadClass.TRAINING,
                                replicas,
                                replicas > 1,
                                new GpuRequest(1, List.of(), null, null),
                                1000,
                                1024,
                                null,
                                0,
                                Duration.ofHours(1),
                                null,
                                null,
                                new RunSpec(null, List.of("true"), null, null, null, null))
                        .reading(List.of(data));
        return Life.placed(Life.submitted(new WorkloadId(UUID.randomUUID()), spec, NOON), null);
    }
}
