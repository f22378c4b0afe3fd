package io.headroom.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.node.NodeReleased;
import io.headroom.contracts.node.NodeRetained;
import io.headroom.contracts.node.NodeState;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/// Two nodes work at less than half: placement is asked to move what one holds onto the other, once the minimum billing is over.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class EmptiedNodeTest extends LaneOfItsOwn {

    /// A cloud bills a minute at least.
    private static final Duration MINIMUM = Duration.ofSeconds(150);

    /// Where no other test's commitment makes a node cost nothing.
    @Override
    String body(String types) {
        return super.body(types).replace("us-east-1", "us-west-2");
    }

    private void holds(NodeId node, int milliGpu) {
        placement.say(
                new NodeOccupancy(
                        node,
                        COUNT.incrementAndGet(),
                        Instant.now(),
                        1,
                        milliGpu,
                        List.of(),
                        null));
    }

    private NodeId working(int milliGpu) throws Exception {
        int before = purchases().size();
        wants(1);
        eventually("it is bought", SOON, () -> purchases().size() > before);
        NodeId node = purchases().getLast().nodes().getFirst().node();
        grant(purchases().getLast());
        reaches(node, NodeState.BOOTING);
        // Before it is ready: else it is idle, and asked for as such.
        holds(node, milliGpu);
        try (Agent agent = Agent.boot(cloud.callsFor(node).getLast())) {
            becomesReady(agent);
        }
        return node;
    }

    private static Optional<NodeReleaseRequested.Pays> pays(NodeId node) {
        return asksToRelease(node).map(NodeReleaseRequested::pays);
    }

    private static String keptFor(NodeId node) {
        String code = operator().get("/api/v1/nodes/" + node).path("keptFor.code");
        return code == null ? "" : code;
    }

    private void mode(String mode) {
        operator()
                .body(
                        body("[\"g6.xlarge\"]")
                                .replace("\"min\":0", "\"min\":0,\"mode\":\"" + mode + "\""))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(200);
    }

    @Test
    void placement_is_asked_to_move_its_work_and_what_it_answers_is_told() throws Exception {
        NodeId lessUsed = working(300);
        NodeId used = working(500);
        mode("advise");
        wants(0);
        eventually("advised", MINIMUM, () -> keptFor(lessUsed).equals("only-advised"));
        assertThat(asksToRelease(lessUsed)).isEmpty();

        mode("act");
        eventually("asked", SOON, () -> pays(lessUsed).isPresent());
        NodeReleaseRequested asked = asksToRelease(lessUsed).orElseThrow();
        assertThat(pays(lessUsed))
                .hasValue(
                        new NodeReleaseRequested.Pays(
                                Money.of("0.8048"), Duration.ofHours(1), 1.5));
        assertThat(asked.why().message()).contains("would save up to $0.8048");
        assertThat(state(lessUsed)).isEqualTo(NodeState.READY);

        placement.say(new NodeRetained(lessUsed, asked.nodeVersion(), "it does not fit"));
        eventually("it says why it stays", SOON, () -> keptFor(lessUsed).equals("not-emptied"));
        operator()
                .get("/api/v1/nodes/" + lessUsed)
                .then()
                .body("keptFor.message", containsString("it does not fit"));

        eventually("the other is asked for instead", SOON, () -> pays(used).isPresent());
        placement.say(
                new NodeReleased(
                        used,
                        asksToRelease(used).orElseThrow().nodeVersion(),
                        new NodeReleased.Emptied(1, Money.of("0.10"), Money.of("0.80"))));
        reaches(used, NodeState.TERMINATED);
        operator()
                .get("/api/v1/nodes/" + used)
                .then()
                .body("reason.code", equalTo("consolidated"))
                .body("reason.message", containsString("its going saves about $0.80"));
    }
}
