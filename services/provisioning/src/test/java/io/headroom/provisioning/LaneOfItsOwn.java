package io.headroom.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.LaneChanged;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.capacity.ShortfallUnmet;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.local.LocalService;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static io.restassured.RestAssured.given;

/// A test with a lane and a pool of its own: tests do not see each other's shortfalls.
abstract class LaneOfItsOwn {

    static final Duration SOON = Duration.ofSeconds(60);
    static final AtomicLong COUNT = new AtomicLong();

    @Inject FakeCloud cloud;

    Others placement;
    Others cost;
    String lane = "";

    @BeforeEach
    void begin() {
        placement = Others.as(LocalService.PLACEMENT);
        cost = Others.as(LocalService.COST);
        // A lane and a pool of its own: tests do not see each other's shortfalls.
        lane = "lane-" + COUNT.incrementAndGet();
        placement.say(new LaneChanged(lane, 1, new LaneSpec(null, null, null, null, 0)));
        declare("[\"g6.xlarge\"]").then().statusCode(201);
    }

    @AfterEach
    void end() throws InterruptedException {
        wants(0);
        placement.close();
        cost.close();
    }

    List<ShortfallUnmet> unmet() {
        return Others.said("shortfall-unmet", lane, ShortfallUnmet.class);
    }

    LaunchAttempt booting() {
        wants(1);
        SpendRequested asked = asked();
        NodeId node = asked.nodes().getFirst().node();
        grant(asked);
        reaches(node, NodeState.BOOTING);
        return cloud.callsFor(node).getLast();
    }

    io.restassured.response.Response declare(String types) {
        return operator().body(body(types)).put("/api/v1/pools/pool-" + lane);
    }

    String body(String types) {
        return """
        {"provider":"aws","region":"us-east-1","zones":["us-east-1a","us-east-1b"],
         "instanceTypes":%s,"capacityTypes":["on-demand"],"lane":"%s","min":0,"max":5}
        """
                .formatted(types, lane);
    }

    static RequestSpecification operator() {
        return given().contentType(ContentType.JSON)
                .auth()
                .oauth2(TestBed.current().operatorToken());
    }

    void wants(int replicas) {
        wants(replicas, false);
    }

    void wantsGang(int replicas) {
        wants(replicas, true);
    }

    private void wants(int replicas, boolean gang) {
        long seen =
                Others.said("node-state-changed", NodeStateChanged.class).stream()
                        .mapToLong(NodeStateChanged::version)
                        .max()
                        .orElse(0);
        lacks(seen, replicas == 0 ? List.of() : List.of(item(replicas, gang)));
    }

    static ShortfallItem item(int replicas, boolean gang) {
        Shape shape = new Shape(List.of(GpuModel.L4), 1, Shape.WHOLE, 0, 1_000, 1_024);
        return new ShortfallItem(
                shape,
                replicas,
                gang,
                "research",
                "default",
                WorkloadClass.TRAINING,
                0,
                Instant.now(),
                List.of(new WorkloadId(UUID.randomUUID())));
    }

    /// @param seen the newest version of a node that placement has heard of
    void lacks(long seen, List<ShortfallItem> items) {
        placement.say(
                new CapacityShortfall(
                        lane,
                        COUNT.incrementAndGet(),
                        UUID.randomUUID(),
                        Instant.now(),
                        seen,
                        0,
                        items,
                        List.of()));
    }

    List<SpendRequested> purchases() {
        String pool = "pool-" + lane;
        return Others.said("spend-requested", SpendRequested.class).stream()
                .filter(s -> s.nodes().getFirst().attributes().pool().equals(pool))
                .toList();
    }

    SpendRequested asked() {
        eventually("money is asked for", SOON, () -> !purchases().isEmpty());
        return purchases().getFirst();
    }

    void grant(SpendRequested asked) {
        Instant now = Instant.now();
        cost.say(
                new SpendGranted(
                        asked.purchase(),
                        asked.nodes().stream().map(n -> lease(n.node(), now)).toList()));
    }

    static Lease lease(NodeId node, Instant now) {
        return new Lease(
                node,
                1,
                now,
                now.plusSeconds(600),
                now.plusSeconds(500),
                Money.of("1.00"),
                List.of("research"));
    }

    static void becomesReady(Agent agent) {
        eventually(
                "ready after the first heartbeat",
                SOON,
                () -> {
                    agent.beat();
                    return state(agent.node()) == NodeState.READY;
                });
    }

    void reaches(NodeId node, NodeState state) {
        eventually("node is " + state, SOON, () -> state(node) == state);
    }

    static NodeState state(NodeId node) {
        String word = operator().get("/api/v1/nodes/" + node).path("state");
        return word == null
                ? NodeState.REQUESTED
                : NodeState.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }

    static Optional<NodeReleaseRequested> asksToRelease(NodeId node) {
        return Others.said("node-release-requested", node.toString(), NodeReleaseRequested.class)
                .stream()
                .reduce((_, b) -> b);
    }

    static List<NodeStateChanged> changes(NodeId node) {
        return Others.said("node-state-changed", node.toString(), NodeStateChanged.class);
    }
}
