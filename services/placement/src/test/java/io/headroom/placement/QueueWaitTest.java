package io.headroom.placement;

import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.testkit.harness.AnAgent;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// How long work waited for its start is measured, once.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class QueueWaitTest extends LaneOfMoves {

    QueueWaitTest() {
        super("waits");
    }

    @Test
    void what_runs_has_waited_and_what_waits_has_not_yet() {
        String waited = "headroom_queue_wait_seconds_count{class=\"training\",lane=\"" + lane;
        NodeId node = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String runs = placed(1, "");
        placed(1, "");
        assertThat(metric(waited)).isZero();

        runs(runs, node, 1);

        eventually("its wait is measured", SOON, () -> metric(waited) == 1);
        assertThat(
                        metric(
                                "headroom_queue_wait_seconds_bucket{class=\"training\",lane=\""
                                        + lane
                                        + "\",le=\"14400.0\""))
                .isEqualTo(1);
    }

    @Test
    void places_that_were_lost_before_it_ran_are_part_of_the_wait_and_later_ones_are_not() {
        String waited = "headroom_queue_wait_seconds_count{class=\"training\",lane=\"" + lane;
        NodeId node = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String work = placed(1, "");

        losesItsPlace(work, node, 1);
        assertThat(started(work, "firstStartedAt")).isNull();
        runs(work, node, 2);

        eventually("its wait is measured", SOON, () -> metric(waited) == 1);
        String first = started(work, "firstStartedAt");
        assertThat(first).isNotNull().isEqualTo(started(work, "startedAt"));

        losesItsPlace(work, node, 2);
        runs(work, node, 3);

        assertThat(started(work, "firstStartedAt")).isEqualTo(first);
        assertThat(started(work, "startedAt")).isGreaterThan(first);
        assertThat(metric(waited)).isEqualTo(1);
    }

    private static @Nullable String started(String id, String which) {
        return operator().get("/api/v1/workloads/" + id).path(which);
    }

    private static void losesItsPlace(String id, NodeId node, int attempt) {
        try (AnAgent agent = AnAgent.of(node)) {
            agent.reports(
                    new WorkloadId(UUID.fromString(id)), attempt, ReplicaState.LOST, "rebooted");
        }
        eventually(
                "it is placed again",
                SOON,
                () ->
                        operator().get("/api/v1/workloads/" + id).jsonPath().getInt("attempt")
                                        == attempt + 1
                                && "placed".equals(state(id)));
    }
}
