package io.headroom.provisioning;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.Pressure;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/// What an agent measures of a node's neighbours is told to the cell when it begins to matter and when it ceases to, and not in between.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class DisturbedNodeTest extends LaneOfItsOwn {

    @Test
    void is_told_once_that_it_is_disturbed_and_once_that_it_is_no_longer() throws Exception {
        LaunchAttempt call = booting();
        NodeId node = call.node();
        try (Agent agent = Agent.boot(call)) {
            becomesReady(agent);
            shows(agent, node, new Pressure(40, 0, 0), "cpu", 40);
            assertThat(told(node)).as("busy is not disturbed").isEmpty();

            agent.measures(0.9, new Pressure(10, 70, 0));
            eventually("it is told", SOON, () -> told(node).size() == 1);
            operator()
                    .get("/api/v1/nodes/" + node)
                    .then()
                    .body("disturbance.by", equalTo("memory"))
                    .body("disturbance.percent", equalTo(70.0f))
                    .body("reason.code", equalTo("disturbed"))
                    .body("state", equalTo("ready"));

            shows(agent, node, new Pressure(0, 0, 30), "io", 30);
            assertThat(told(node)).as("less, and not yet little").hasSize(1);

            agent.measures(0.9, new Pressure(0, 0, 5));
            eventually("that it ended is told", SOON, () -> told(node).size() == 2);
            operator()
                    .get("/api/v1/nodes/" + node)
                    .then()
                    .body("disturbance", nullValue())
                    .body("reason.code", equalTo("undisturbed"));
            assertThat(told(node))
                    .extracting(change -> change.node().since())
                    .as("it is in its state since it came into it")
                    .containsOnly(changes(node).get(3).node().since());
        }
    }

    private static void shows(Agent agent, NodeId node, Pressure pressure, String of, int percent) {
        eventually(
                "its pressure is shown",
                SOON,
                () -> {
                    agent.measures(0.9, pressure);
                    Number shown = operator().get("/api/v1/nodes/" + node).path("pressure." + of);
                    return shown != null && shown.intValue() == percent;
                });
    }

    private static List<NodeStateChanged> told(NodeId node) {
        return changes(node).stream()
                .filter(
                        change ->
                                change.why() instanceof NodeReason.Disturbed
                                        || change.why() instanceof NodeReason.Undisturbed)
                .toList();
    }
}
