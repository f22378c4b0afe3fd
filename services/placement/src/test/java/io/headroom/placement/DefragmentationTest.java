package io.headroom.placement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
import static org.hamcrest.Matchers.hasItem;

/// Free GPUs lie scattered over two nodes: one that writes checkpoints moves, and nothing is
/// bought.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class DefragmentationTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    private final String lane = "scattered-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void declare() {
        operator().body("{}").put("/api/v1/tenants/scattered");
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
        return as("member", "scattered")
                .body(
                        """
                        {"name":"work","tenant":"scattered","class":"training","lane":"%s","expectedDuration":"PT2H"%s,
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

    @Test
    void one_that_writes_checkpoints_moves_so_that_another_has_room() {
        double before = metric("headroom_moves_carried_out_total");
        NodeId first = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        placed(4, "");
        String moves = placed(1, ",\"checkpointEvery\":\"PT5M\"");
        runs(moves, first, 1);
        NodeId second = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        placed(5, "");
        assertThat(nodeOf(moves)).isEqualTo(first.toString());

        String large = submit(4, "");
        eventually("it is told", SOON, () -> story(moves).contains("must move"));
        assertThat(state(moves)).isEqualTo("running");
        assertThat(story(large)).contains("others move for it");
        assertThat(payloads("workload-notice-given", moves))
                .singleElement()
                .asString()
                .contains("\"moved\":true")
                .contains("buying 1 node(s) would cost $");

        eventually("the large one is placed", SOON, () -> "placed".equals(state(large)));
        eventually("it has its new place", SOON, () -> "placed".equals(state(moves)));
        assertThat(nodeOf(large)).isEqualTo(first.toString());
        assertThat(nodeOf(moves)).isEqualTo(second.toString());
        runs(moves, second, 2);
        runs(large, first, 1);
        assertThat(payloads("workload-preempted", moves))
                .singleElement()
                .asString()
                .contains("\"code\":\"moved\"");
        assertThat(payloads("capacity-shortfall", large)).isEmpty();
        assertThat(metric("headroom_moves_carried_out_total")).isEqualTo(before + 1);
        assertThat(metric("headroom_moves_decided_total")).isPositive();
        theDecisionIsMadeAgain(large);
    }

    private static void theDecisionIsMadeAgain(String large) {
        List<String> decisions =
                rows(
                        "select cast(id as text) from placement.decision"
                                + " where result like ? and result like '%\"worth\":{%'",
                        "%\"by\":\"" + large + "\"%");
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
    void an_empty_node_to_which_one_moves_is_not_given_back() {
        operator()
                .body("{\"defragmentation\":{\"grace\":\"PT5M\"}}")
                .put("/api/v1/lanes/" + lane)
                .then()
                .statusCode(200);
        Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        placed(4, "");
        String moves = placed(1, ",\"checkpointEvery\":\"PT5M\"");
        Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        NodeId empty = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1b");
        // Twelve GPUs in one zone: one is missing there, and one of it could stand in the other.
        submit(
                4,
                ",\"replicas\":3,\"gang\":true,\"topology\":{\"within\":\"zone\",\"required\":true}");
        eventually("it is told", SOON, () -> story(moves).contains("must move"));

        Provisioned.say(
                new NodeReleaseRequested(empty, 1, new NodeReason.Idle(Instant.now(), "a test")));
        eventually(
                "it is retained",
                SOON,
                () -> !payloads("node-retained", "places on it are kept").isEmpty());
        assertThat(payloads("node-released", empty.toString())).isEmpty();

        operator().body("{}").put("/api/v1/lanes/" + lane).then().statusCode(200);
        eventually("it is called off", SOON, () -> story(moves).contains("stays"));
    }

    @Test
    void rules_that_make_no_sense_are_refused_by_field() {
        for (String wrong : List.of("\"atOnce\":0", "\"atOnce\":1001", "\"grace\":\"PT2H\"")) {
            operator()
                    .body("{\"defragmentation\":{" + wrong + "}}")
                    .put("/api/v1/lanes/" + lane)
                    .then()
                    .statusCode(400)
                    .body(
                            "errors.field",
                            hasItem(
                                    "defragmentation."
                                            + wrong.substring(1, wrong.indexOf(':') - 1)));
        }
        operator()
                .body("{\"defragmentation\":{\"spares\":[\"sleeping\"]}}")
                .put("/api/v1/lanes/" + lane)
                .then()
                .statusCode(400);
    }
}
