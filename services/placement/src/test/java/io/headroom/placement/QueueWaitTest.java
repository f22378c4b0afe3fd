package io.headroom.placement;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.ProviderKind;
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
}
