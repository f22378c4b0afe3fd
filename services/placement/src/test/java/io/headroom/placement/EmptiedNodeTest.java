package io.headroom.placement;

import java.time.Duration;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// Provisioning would let a node go on which work runs: it moves where that may be and pays, and the node is let go.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class EmptiedNodeTest extends LaneOfMoves {

    EmptiedNodeTest() {
        super("emptied");
    }

    private static void asks(NodeId node, long version, String perHour) {
        Provisioned.say(
                new NodeReleaseRequested(
                        node,
                        version,
                        new NodeReason.Consolidated(0, Money.ZERO, Money.of(perHour)),
                        new NodeReleaseRequested.Pays(
                                Money.of(perHour), Duration.ofHours(1), 1.5)));
    }

    private static String said(String event, NodeId node) {
        eventually(event + " is said", SOON, () -> !payloads(event, node.toString()).isEmpty());
        return payloads(event, node.toString()).getLast();
    }

    @Test
    void what_runs_on_it_moves_to_a_place_that_is_kept_and_then_it_is_let_go() {
        double before = metric("headroom_emptying_nodes_total");
        NodeId first = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String stays = placed(4, "");
        String moves = placed(1, ",\"checkpointEvery\":\"PT5M\"");
        runs(stays, first, 1);
        // It is full, so that the next stands on a node of its own.
        String filler = placed(3, "");
        NodeId second = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String lonely = placed(2, ",\"checkpointEvery\":\"PT5M\"");
        assertThat(nodeOf(lonely)).isEqualTo(second.toString());
        runs(lonely, second, 1);
        operator().post("/api/v1/workloads/" + filler + "/cancel").then().statusCode(200);
        eventually("it is over", SOON, () -> "cancelled".equals(state(filler)));

        asks(second, 3, "55.04");
        eventually("it is told", SOON, () -> story(lonely).contains("must move"));
        assertThat(state(lonely)).isEqualTo("running");
        assertThat(payloads("workload-notice-given", lonely))
                .singleElement()
                .asString()
                .contains("\"moved\":true", "\"emptied\":\"" + second);
        assertThat(said("node-released", second))
                .contains("\"nodeVersion\":3", "\"workloads\":1", "\"saves\":\"55.04\"");
        eventually("it has its new place", SOON, () -> "placed".equals(state(lonely)));
        assertThat(nodeOf(lonely)).isEqualTo(first.toString());
        assertThat(payloads("workload-preempted", lonely))
                .singleElement()
                .asString()
                .contains("\"code\":\"moved-off\"");
        assertThat(nodeOf(moves)).isEqualTo(first.toString());
        assertThat(metric("headroom_emptying_nodes_total")).isEqualTo(before + 1);
        assertThat(metric("headroom_emptying_saved_dollars_total")).isGreaterThanOrEqualTo(55);
        assertThat(
                        rows(
                                "select body from placement.emptying where body like ?",
                                "%" + second + "%"))
                .isEmpty();
        theDecisionIsMadeAgain(second);
    }

    private static void theDecisionIsMadeAgain(NodeId node) {
        List<String> decisions =
                rows(
                        "select cast(id as text) from placement.decision where result like ?",
                        "%\"underWay\":[{\"node\":\"" + node + "%");
        areMadeAgain(decisions);
    }

    @Test
    void one_whose_work_may_not_move_or_is_dear_to_move_is_retained_and_says_why() {
        NodeId first = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        placed(7, "");
        NodeId second = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String dear = placed(2, ",\"checkpointEvery\":\"PT5M\"");
        assertThat(nodeOf(dear)).isEqualTo(second.toString());

        asks(first, 1, "55.04");
        assertThat(said("node-retained", first)).contains("may not be moved");
        asks(second, 1, "1");
        assertThat(said("node-retained", second)).contains("moving loses $", "saves $1.00");
        asks(second, 2, "55.04");
        eventually(
                "there is no room",
                SOON,
                () -> said("node-retained", second).contains("does not fit"));
        operator().body("{}").put("/api/v1/lanes/" + lane).then().statusCode(200);
        asks(second, 3, "55.04");
        eventually(
                "its lane moves nobody",
                SOON,
                () -> said("node-retained", second).contains("lets nobody be moved"));
        assertThat(story(dear)).doesNotContain("must move");
        assertThat(metric("headroom_emptying_refused_total")).isGreaterThanOrEqualTo(4);
    }
}
