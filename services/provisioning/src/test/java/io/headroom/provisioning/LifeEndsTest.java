package io.headroom.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// No node lives for ever: it is drained before its provider is told to delete it.
@QuarkusTest
@TestProfile(LifeEndsTest.ShortLife.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class LifeEndsTest extends LaneOfItsOwn {

    private static final Duration LIFE = Duration.ofSeconds(20);

    /// A short life, of which half is for the replicas to leave.
    public static final class ShortLife extends Quick {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("headroom.nodes.max-life", LIFE.toString());
            return settings;
        }
    }

    @Test
    void a_node_is_drained_before_its_longest_life_ends() throws Exception {
        LaunchAttempt call = booting();
        assertThat(call.maxLife()).isEqualTo(LIFE);
        try (Agent agent = Agent.boot(call)) {
            eventually(
                    "drained",
                    SOON,
                    () -> {
                        agent.beat();
                        return drained(call).isPresent();
                    });
        }
        NodeStateChanged drained = drained(call).orElseThrow();
        Instant by = Objects.requireNonNull(drained.node().launchedAt()).plus(LIFE);
        assertThat(drained.node().drainBy()).isEqualTo(by);
        assertThat(drained.why()).isEqualTo(new NodeReason.LifeEnds(by));
    }

    /// What was said of it, which stays true when it has ended since.
    private static Optional<NodeStateChanged> drained(LaunchAttempt call) {
        return changes(call.node()).stream()
                .filter(c -> c.node().state() == NodeState.DRAINING)
                .findFirst();
    }
}
