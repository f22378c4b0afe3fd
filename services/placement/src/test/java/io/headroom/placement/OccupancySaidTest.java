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

/// What a node holds is said whenever it changes: its cost is split by that, and whoever gives nodes back goes by it.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class OccupancySaidTest extends LaneOfMoves {

    OccupancySaidTest() {
        super("occupied");
    }

    @Test
    void what_is_left_is_said_once_when_part_of_it_ends() {
        NodeId node = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String stays = placed(4, "");
        String goes = placed(2, "");
        eventually("both are said", SOON, () -> last(node).contains("\"usedMilliGpu\":6000"));

        operator().post("/api/v1/workloads/" + goes + "/cancel").then().statusCode(200);

        eventually("one is left", SOON, () -> last(node).contains("\"usedMilliGpu\":4000"));
        assertThat(last(node)).contains(stays).doesNotContain(goes);
        int said = payloads("node-occupancy", node.toString()).size();
        placed(1, "");
        assertThat(payloads("node-occupancy", node.toString())).hasSize(said + 1);
    }

    private static String last(NodeId node) {
        var said = payloads("node-occupancy", node.toString());
        return said.isEmpty() ? "" : said.getLast();
    }
}
