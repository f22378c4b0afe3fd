package io.headroom.provisioning;

import java.util.List;
import java.util.Optional;

import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReleased;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.Seen;

import static io.headroom.testkit.harness.Eventually.eventually;

/// A test with a pool of its own that keeps one node stopped.
abstract class WarmPool extends LaneOfItsOwn {

    /// Where no other test finds a shortage, or leaves one.
    @Override
    String body(String types) {
        return super.body(types).replace("us-east-1", "us-west-2");
    }

    String withWarm(String warm) {
        return body("[\"g6.xlarge\"]").replace("\"max\":5", "\"max\":5," + warm);
    }

    LaunchAttempt warmPool() {
        operator()
                .body(withWarm("\"warm\":{\"max\":1}"))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(200);
        return booting();
    }

    /// A node that was ready, and is stopped.
    NodeId warm() throws Exception {
        LaunchAttempt launch = warmPool();
        try (Agent agent = Agent.boot(launch)) {
            ready(agent, launch.node());
        }
        stopped(launch.node());
        return launch.node();
    }

    /// Another one of the same pool.
    NodeId another() throws Exception {
        int before = purchases().size();
        wants(1);
        eventually("another is bought", SOON, () -> purchases().size() == before + 1);
        SpendRequested asked = purchases().getLast();
        NodeId node = asked.nodes().getFirst().node();
        grant(asked);
        reaches(node, NodeState.BOOTING);
        try (Agent agent = Agent.boot(cloud.callsFor(node).getLast())) {
            ready(agent, node);
        }
        stopped(node);
        return node;
    }

    static void ready(Agent agent, NodeId node) {
        eventually(
                "ready after a heartbeat",
                SOON,
                () -> {
                    agent.beat();
                    return state(node) == NodeState.READY;
                });
    }

    void stopped(NodeId node) {
        wants(0);
        eventually("asked whether it may go", SOON, () -> asksToRelease(node).isPresent());
        placement.say(new NodeReleased(node, asksToRelease(node).orElseThrow().nodeVersion()));
        reaches(node, NodeState.WARM);
    }

    SpendRequested wakeAsked() {
        int before = purchases().size();
        wants(1);
        eventually("the money to wake it is asked for", SOON, () -> purchases().size() > before);
        return purchases().getLast();
    }

    List<SpendRequested> wakes(NodeId node) {
        return purchases().stream()
                .filter(p -> p.nodes().getFirst().node().equals(node))
                .filter(p -> p.nodes().getFirst().woken() != null)
                .toList();
    }

    static Node last(NodeId node) {
        return changes(node).getLast().node();
    }

    List<Seen> machines(NodeId node) {
        return cloud.machines.values().stream()
                .filter(m -> m.node().equals(Optional.of(node)))
                .toList();
    }

    Seen machine(NodeId node) {
        return machines(node).getFirst();
    }
}
