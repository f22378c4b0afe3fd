package io.headroom.provisioning;

import java.time.Duration;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/// What replicas fetch and load is learned by pool, and by what their node was before.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class PreparedReplicasTest extends WarmPool {

    @Test
    void each_is_learned_once_by_what_its_node_was_before() throws Exception {
        LaunchAttempt launch = warmPool();
        NodeId node = launch.node();
        try (Agent agent = Agent.boot(launch)) {
            ready(agent, node);
            agent.prepared(prepared(40, 120, true));
            learned("prepare", "cold", "PT2M40S");
            learned("fetch", "cold", "PT40S");
            learned("load", "cold", "PT2M");

            agent.prepared(prepared(0, 20, false));
            learned("used-prepare", "ready", "PT20S");
            operator()
                    .get("/api/v1/offers?pool=pool-" + lane)
                    .then()
                    .body("items[0].preparing.first", equalTo("PT2M40S"))
                    .body("items[0].preparing.again", equalTo("PT20S"));
            agent.prepared(new Prepared(null, Duration.ofSeconds(60), false));
            learned("used-load", "ready", "PT40S", 2);
            pool().body("leadTimes.find { it.stage == 'used-fetch' }.observations", equalTo(1));

            stopped(node);
            grant(wakeAsked());
            reaches(node, NodeState.BOOTING);
            ready(agent, node);
            agent.prepared(prepared(5, 60, true));
            learned("wake-prepare", "stopped", "PT1M5S");
        }
        pool().body("leadTimes.find { it.stage == 'prepare' }.observations", equalTo(1));
        operator().get("/q/metrics").then().body(containsString("stage=\"wake-load\""));
    }

    private static Prepared prepared(int fetchSeconds, int loadSeconds, boolean first) {
        return new Prepared(
                Duration.ofSeconds(fetchSeconds), Duration.ofSeconds(loadSeconds), first);
    }

    private void learned(String stage, String from, String mean) {
        learned(stage, from, mean, 1);
    }

    private void learned(String stage, String from, String mean, int observations) {
        String found = "leadTimes.find { it.stage == '" + stage + "' }.";
        eventually(
                stage + " is learned",
                SOON,
                () -> {
                    @Nullable Integer seen =
                            operator()
                                    .get("/api/v1/pools/pool-" + lane)
                                    .path(found + "observations");
                    return seen != null && seen == observations;
                });
        pool().body(found + "from", equalTo(from)).body(found + "mean", equalTo(mean));
    }

    private ValidatableResponse pool() {
        return operator().get("/api/v1/pools/pool-" + lane).then().statusCode(200);
    }
}
