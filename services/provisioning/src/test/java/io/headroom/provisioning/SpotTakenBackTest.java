package io.headroom.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// A spot market that takes its machines back is thought to do so again.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class SpotTakenBackTest extends LaneOfItsOwn {

    private static final String TYPE = "g6.xlarge";

    @Override
    String body(String types) {
        return """
        {"provider":"aws","region":"us-east-1","zones":["us-east-1a"],
         "instanceTypes":["%s"],"capacityTypes":["spot"],"lane":"%s","min":0,"max":5}
        """
                .formatted(TYPE, lane);
    }

    @Test
    void a_taking_is_learned_from() throws Exception {
        assertThat(perHour()).as("before any was seen").isEqualTo(0.05f);

        LaunchAttempt call = booting();
        NodeId node = call.node();
        try (Agent agent = Agent.boot(call)) {
            becomesReady(agent);
            agent.takenBack(
                    Instant.now().plus(Duration.ofMinutes(2)).truncatedTo(ChronoUnit.SECONDS));
            agent.beat();
            reaches(node, NodeState.DRAINING);
        }
        // One before and one seen, in twenty hours and hardly any.
        eventually("it is learned from", SOON, () -> perHour() == 0.10f);
    }

    private float perHour() {
        return operator()
                .get("/api/v1/offers?limit=500&pool=pool-" + lane)
                .jsonPath()
                .getFloat("items[0].interruptionPerHour");
    }
}
