package io.headroom.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.node.NodeReleased;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// A node whose work has moved is stopped where its pool keeps stopped nodes, as an idle one is.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class EmptiedNodeTest extends WarmPool {

    /// A minute is paid for in any case: before that its going saves nothing.
    private static final Duration PAID_OFF = Duration.ofSeconds(150);

    @Test
    void is_stopped_where_its_pool_has_room_for_that_and_says_what_it_went_for() throws Exception {
        LaunchAttempt first = warmPool();
        try (Agent one = Agent.boot(first)) {
            ready(one, first.node());
            NodeId other = second();
            try (Agent two = Agent.boot(cloud.callsFor(other).getLast())) {
                ready(two, other);
                wants(0);
                uses(first.node(), 400);
                uses(other, 300);
                eventually(
                        "asked whether its work may move",
                        PAID_OFF,
                        () -> {
                            one.beat();
                            two.beat();
                            return asksToRelease(other).isPresent();
                        });
                NodeReleaseRequested asked = asksToRelease(other).orElseThrow();
                assertThat(asked.pays()).isNotNull();
                assertThat(state(other)).isEqualTo(NodeState.READY);

                placement.say(
                        new NodeReleased(
                                other,
                                asked.nodeVersion(),
                                new NodeReleased.Emptied(1, Money.of("0.10"), Money.of("0.80"))));
                reaches(other, NodeState.WARM);
            }
        }
        assertThat(
                        changes(other(first.node())).stream()
                                .filter(c -> c.node().state() == NodeState.DRAINING)
                                .map(c -> c.why()))
                .containsExactly(
                        new NodeReason.Consolidated(1, Money.of("0.10"), Money.of("0.80")));
    }

    private NodeId second() {
        wants(1);
        eventually("another is bought", SOON, () -> purchases().size() == 2);
        SpendRequested asked = purchases().getLast();
        grant(asked);
        reaches(asked.nodes().getFirst().node(), NodeState.BOOTING);
        return asked.nodes().getFirst().node();
    }

    private NodeId other(NodeId first) {
        return purchases().stream()
                .map(p -> p.nodes().getFirst().node())
                .filter(n -> !n.equals(first))
                .findFirst()
                .orElseThrow();
    }

    private void uses(NodeId node, int milliGpu) {
        placement.say(new NodeOccupancy(node, 1, Instant.now(), 1, milliGpu, List.of(), null));
    }
}
