package io.headroom.provisioning;

import java.util.Optional;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/// Clouds that do other than they should, and pools that are changed while their nodes live.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class CloudOdditiesTest extends LaneOfItsOwn {

    @Test
    void a_machine_that_was_launched_twice_is_ended_and_its_node_lives_on() {
        LaunchAttempt call = booting();
        String own = machineOf(call.node());
        String twice = "i-twice-" + lane;
        cloud.machines.put(twice, FakeCloud.running(twice, call.node(), call.pool(), call.zone()));
        eventually("the second one is ended", SOON, () -> !cloud.machines.containsKey(twice));
        assertThat(state(call.node())).isEqualTo(NodeState.BOOTING);
        assertThat(cloud.machines).containsKey(own);
    }

    @Test
    void a_pool_that_moves_away_leaves_its_nodes_in_sight() {
        moveTo("us-east-2"); // where no other pool is
        LaunchAttempt call = booting();
        assertThat(call.region()).isEqualTo("us-east-2");
        moveTo("eu-west-1");
        long before = cloud.looks.get();
        eventually("three looks", SOON, () -> cloud.looks.get() > before + 3);
        assertThat(state(call.node())).isEqualTo(NodeState.BOOTING);
        cloud.machines.remove(machineOf(call.node()));
        reaches(call.node(), NodeState.TERMINATED);
    }

    @Test
    void a_limit_of_our_own_closes_the_whole_region_and_is_shown_on_the_pool() {
        declare("[\"g6.48xlarge\"]").then().statusCode(200).body("reason", nullValue());
        cloud.failures.add(new ProviderFailure.QuotaReached("VcpuLimitExceeded: 192 of 0"));
        wants(1);
        SpendRequested asked = asked();
        NodeId node = asked.nodes().getFirst().node();
        grant(asked);
        reaches(node, NodeState.FAILED);
        pool().body("state", equalTo("troubled"))
                .body("reason.code", equalTo("quota-reached"))
                .body("reason.message", containsString("g6.48xlarge on-demand"))
                .body("reason.message", containsString("VcpuLimitExceeded"));
        wants(1);
        eventually("it is said that nothing is left", SOON, this::isUnmet);
        assertThat(purchases()).as("the other zone is not asked").hasSize(1);

        declare("[\"g6.xlarge\",\"g6.48xlarge\"]").then().statusCode(200);
        pool().body("state", equalTo("open")).body("reason.code", equalTo("quota-reached"));
    }

    private boolean isUnmet() {
        return unmet().stream().anyMatch(u -> !u.items().isEmpty());
    }

    private void moveTo(String region) {
        operator()
                .body(body("[\"g6.xlarge\"]").replace("us-east-1", region))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(200);
    }

    private io.restassured.response.ValidatableResponse pool() {
        return operator().get("/api/v1/pools/pool-" + lane).then();
    }

    private String machineOf(NodeId node) {
        return cloud.machines.values().stream()
                .filter(m -> m.node().equals(Optional.of(node)))
                .findFirst()
                .orElseThrow()
                .providerId();
    }
}
