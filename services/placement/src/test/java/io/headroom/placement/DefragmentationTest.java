package io.headroom.placement;

import java.time.Instant;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

/// Free GPUs lie scattered over two nodes: one that writes checkpoints moves, and nothing is
/// bought.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class DefragmentationTest extends LaneOfMoves {

    DefragmentationTest() {
        super("scattered");
    }

    @Test
    void one_that_writes_checkpoints_moves_so_that_another_has_room() {
        double before = metric("headroom_moves_carried_out_total");
        NodeId first = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        placed(4, "");
        String moves = placed(1, ",\"checkpointEvery\":\"PT5M\"");
        runs(moves, first, 1);
        NodeId second = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        placed(5, "");
        assertThat(nodeOf(moves)).isEqualTo(first.toString());

        String large = submit(4, "");
        eventually("it is told", SOON, () -> story(moves).contains("must move"));
        assertThat(state(moves)).isEqualTo("running");
        assertThat(story(large)).contains("others move for it");
        assertThat(payloads("workload-notice-given", moves))
                .singleElement()
                .asString()
                .contains("\"moved\":true")
                .contains("buying 1 node(s) would cost $");

        eventually("the large one is placed", SOON, () -> "placed".equals(state(large)));
        eventually("it has its new place", SOON, () -> "placed".equals(state(moves)));
        assertThat(nodeOf(large)).isEqualTo(first.toString());
        assertThat(nodeOf(moves)).isEqualTo(second.toString());
        runs(moves, second, 2);
        runs(large, first, 1);
        assertThat(payloads("workload-preempted", moves))
                .singleElement()
                .asString()
                .contains("\"code\":\"moved\"");
        assertThat(payloads("capacity-shortfall", large)).isEmpty();
        assertThat(metric("headroom_moves_carried_out_total")).isEqualTo(before + 1);
        assertThat(metric("headroom_moves_decided_total")).isPositive();
        theDecisionIsMadeAgain(large);
    }

    private static void theDecisionIsMadeAgain(String large) {
        List<String> decisions =
                rows(
                        "select cast(id as text) from placement.decision"
                                + " where result like ? and result like '%\"worth\":{%'",
                        "%\"by\":\"" + large + "\"%");
        areMadeAgain(decisions);
    }

    @Test
    void an_empty_node_to_which_one_moves_is_not_given_back() {
        operator()
                .body("{\"defragmentation\":{\"grace\":\"PT5M\"}}")
                .put("/api/v1/lanes/" + lane)
                .then()
                .statusCode(200);
        Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        placed(4, "");
        String moves = placed(1, ",\"checkpointEvery\":\"PT5M\"");
        Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        NodeId empty = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1b");
        // Twelve GPUs in one zone: one is missing there, and one of it could stand in the other.
        submit(
                4,
                ",\"replicas\":3,\"gang\":true,\"topology\":{\"within\":\"zone\",\"required\":true}");
        eventually("it is told", SOON, () -> story(moves).contains("must move"));

        Provisioned.say(
                new NodeReleaseRequested(empty, 1, new NodeReason.Idle(Instant.now(), "a test")));
        eventually(
                "it is retained",
                SOON,
                () -> !payloads("node-retained", "places on it are kept").isEmpty());
        assertThat(payloads("node-released", empty.toString())).isEmpty();

        operator().body("{}").put("/api/v1/lanes/" + lane).then().statusCode(200);
        eventually("it is called off", SOON, () -> story(moves).contains("stays"));
    }

    @Test
    void rules_that_make_no_sense_are_refused_by_field() {
        for (String wrong : List.of("\"atOnce\":0", "\"atOnce\":1001", "\"grace\":\"PT2H\"")) {
            operator()
                    .body("{\"defragmentation\":{" + wrong + "}}")
                    .put("/api/v1/lanes/" + lane)
                    .then()
                    .statusCode(400)
                    .body(
                            "errors.field",
                            hasItem(
                                    "defragmentation."
                                            + wrong.substring(1, wrong.indexOf(':') - 1)));
        }
        operator()
                .body("{\"defragmentation\":{\"spares\":[\"sleeping\"]}}")
                .put("/api/v1/lanes/" + lane)
                .then()
                .statusCode(400);
    }
}
