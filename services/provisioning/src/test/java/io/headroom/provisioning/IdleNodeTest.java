package io.headroom.provisioning;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/// A node on which nothing runs says why it is still there, as long as that holds, and nobody else is told.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class IdleNodeTest extends LaneOfItsOwn {

    @Test
    void that_the_minimum_keeps_says_so_until_the_minimum_is_lowered() throws Exception {
        LaunchAttempt call = booting();
        NodeId node = call.node();
        declareMin(1);
        try (Agent agent = Agent.boot(call)) {
            becomesReady(agent);
        }
        operator()
                .get("/api/v1/pools/pool-" + lane)
                .then()
                .body("leadTimes.find { it.stage == 'requested-ready' }.p90", notNullValue())
                .body("leadTimes.find { it.stage == 'requested-ready' }.from", equalTo("cold"))
                .body("leadTimes.find { it.stage == 'joined-ready' }.observations", equalTo(1));
        wants(0);
        eventually("it is kept", SOON, () -> "pool-minimum".equals(keptFor(node)));
        operator()
                .get("/api/v1/nodes/" + node)
                .then()
                .body("keptFor.min", equalTo(1))
                .body("reason.code", equalTo("progress"));
        List<String> listed =
                operator()
                        .get("/api/v1/nodes?pool=pool-" + lane + "&state=ready")
                        .path("items.keptFor.code");
        assertThat(listed).containsExactly("pool-minimum");
        assertThat(changes(node).stream().map(NodeStateChanged::version).distinct()).hasSize(4);

        declareMin(0);
        eventually("asked whether it may go", SOON, () -> asksToRelease(node).isPresent());
        operator().get("/api/v1/nodes/" + node).then().body("keptFor", nullValue());
    }

    private void declareMin(int min) {
        operator()
                .body(body("[\"g6.xlarge\"]").replace("\"min\":0", "\"min\":" + min))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(200);
    }

    private static String keptFor(NodeId node) {
        String code = operator().get("/api/v1/nodes/" + node).path("keptFor.code");
        return code == null ? "" : code;
    }
}
