package io.headroom.placement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.testkit.harness.AnAgent;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/// Provisioning would let a node go on which work runs: it moves where that may be and pays, and the node is let go.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class EmptiedNodeTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    private final String lane = "emptied-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void declare() {
        operator().body("{}").put("/api/v1/tenants/emptied");
        operator()
                .body("{\"defragmentation\":{\"atOnce\":1,\"grace\":\"PT3S\"}}")
                .put("/api/v1/lanes/" + lane)
                .then()
                .statusCode(201)
                .body("defragmentation.atOnce", equalTo(1))
                .body("defragmentation.spares", equalTo(List.of("online-inference")));
    }

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }

    private static RequestSpecification operator() {
        return as("operator", "*");
    }

    private String submit(int gpus, String more) {
        return as("member", "emptied")
                .body(
                        """
                        {"name":"work","tenant":"emptied","class":"training","lane":"%s","expectedDuration":"PT2H"%s,
                         "gpu":{"count":%d},"run":{"command":["sleep","60"]}}"""
                                .formatted(lane, more, gpus))
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /// Placed, where it waits no longer.
    private String placed(int gpus, String more) {
        String id = submit(gpus, more);
        eventually(gpus + " GPUs are placed", SOON, () -> "placed".equals(state(id)));
        return id;
    }

    private static String state(String id) {
        return operator().get("/api/v1/workloads/" + id).path("state");
    }

    private static List<String> story(String id) {
        return operator().get("/api/v1/workloads/" + id + "/story").path("items.what");
    }

    private static String nodeOf(String id) {
        return operator().get("/api/v1/placements?workload=" + id).path("items[0].node");
    }

    private static void runs(String id, NodeId node, int attempt) {
        try (AnAgent agent = AnAgent.of(node)) {
            WorkloadId workload = new WorkloadId(UUID.fromString(id));
            agent.reports(workload, attempt, ReplicaState.STARTING, "");
            agent.reports(workload, attempt, ReplicaState.RUNNING, "");
            eventually(id + " runs", SOON, () -> "running".equals(state(id)));
        }
    }

    private static List<String> rows(String sql, String... values) {
        List<String> found = new ArrayList<>();
        try (Connection database = TestBed.current().superuser();
                PreparedStatement query = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return found;
    }

    private static List<String> payloads(String event, String part) {
        return rows(
                "select payload from bus.outbox where event = ? and payload like ?",
                event,
                "%" + part + "%");
    }

    private static double metric(String name) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void asks(NodeId node, long version, String perHour) {
        Provisioned.say(
                new NodeReleaseRequested(
                        node,
                        version,
                        new NodeReason.Consolidated(0, Money.ZERO, Money.of(perHour)),
                        new NodeReleaseRequested.Pays(
                                Money.of(perHour), Duration.ofHours(1), 1.5)));
    }

    private static String said(String event, NodeId node) {
        eventually(event + " is said", SOON, () -> !payloads(event, node.toString()).isEmpty());
        return payloads(event, node.toString()).getLast();
    }

    @Test
    void what_runs_on_it_moves_to_a_place_that_is_kept_and_then_it_is_let_go() {
        double before = metric("headroom_emptying_nodes_total");
        NodeId first = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String stays = placed(4, "");
        String moves = placed(1, ",\"checkpointEvery\":\"PT5M\"");
        runs(stays, first, 1);
        // It is full, so that the next stands on a node of its own.
        String filler = placed(3, "");
        NodeId second = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String lonely = placed(2, ",\"checkpointEvery\":\"PT5M\"");
        assertThat(nodeOf(lonely)).isEqualTo(second.toString());
        runs(lonely, second, 1);
        operator().post("/api/v1/workloads/" + filler + "/cancel").then().statusCode(200);
        eventually("it is over", SOON, () -> "cancelled".equals(state(filler)));

        asks(second, 3, "55.04");
        eventually("it is told", SOON, () -> story(lonely).contains("must move"));
        assertThat(state(lonely)).isEqualTo("running");
        assertThat(payloads("workload-notice-given", lonely))
                .singleElement()
                .asString()
                .contains("\"moved\":true", "\"emptied\":\"" + second);
        assertThat(said("node-released", second))
                .contains("\"nodeVersion\":3", "\"workloads\":1", "\"saves\":\"55.04\"");
        eventually("it has its new place", SOON, () -> "placed".equals(state(lonely)));
        assertThat(nodeOf(lonely)).isEqualTo(first.toString());
        assertThat(payloads("workload-preempted", lonely))
                .singleElement()
                .asString()
                .contains("\"code\":\"moved-off\"");
        assertThat(nodeOf(moves)).isEqualTo(first.toString());
        assertThat(metric("headroom_emptying_nodes_total")).isEqualTo(before + 1);
        assertThat(metric("headroom_emptying_saved_dollars_total")).isGreaterThanOrEqualTo(55);
        assertThat(
                        rows(
                                "select body from placement.emptying where body like ?",
                                "%" + second + "%"))
                .isEmpty();
        theDecisionIsMadeAgain(second);
    }

    private static void theDecisionIsMadeAgain(NodeId node) {
        List<String> decisions =
                rows(
                        "select cast(id as text) from placement.decision where result like ?",
                        "%\"underWay\":[{\"node\":\"" + node + "%");
        assertThat(decisions).isNotEmpty();
        for (String id : decisions) {
            operator()
                    .get("/api/v1/decisions/placement-" + id + "/again")
                    .then()
                    .statusCode(200)
                    .body("same", equalTo(true));
        }
    }

    @Test
    void one_whose_work_may_not_move_or_is_dear_to_move_is_retained_and_says_why() {
        NodeId first = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        placed(7, "");
        NodeId second = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String dear = placed(2, ",\"checkpointEvery\":\"PT5M\"");
        assertThat(nodeOf(dear)).isEqualTo(second.toString());

        asks(first, 1, "55.04");
        assertThat(said("node-retained", first)).contains("may not be moved");
        asks(second, 1, "1");
        assertThat(said("node-retained", second)).contains("moving loses $", "saves $1.00");
        asks(second, 2, "55.04");
        eventually(
                "there is no room",
                SOON,
                () -> said("node-retained", second).contains("does not fit"));
        operator().body("{}").put("/api/v1/lanes/" + lane).then().statusCode(200);
        asks(second, 3, "55.04");
        eventually(
                "its lane moves nobody",
                SOON,
                () -> said("node-retained", second).contains("lets nobody be moved"));
        assertThat(story(dear)).doesNotContain("must move");
        assertThat(metric("headroom_emptying_refused_total")).isGreaterThanOrEqualTo(4);
    }
}
