package io.headroom.placement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;

import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.testkit.harness.AnAgent;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/// A lane of its own in which work may be moved, one workload at a time.
abstract class LaneOfMoves {

    static final Duration SOON = Duration.ofSeconds(90);

    final String tenant;
    final String lane;

    LaneOfMoves(String tenant) {
        this.tenant = tenant;
        this.lane = tenant + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @BeforeEach
    void declare() {
        operator().body("{}").put("/api/v1/tenants/" + tenant);
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

    static RequestSpecification operator() {
        return as("operator", "*");
    }

    String submit(int gpus, String more) {
        return as("member", tenant)
                .body(
                        """
                        {"name":"work","tenant":"%s","class":"training","lane":"%s","expectedDuration":"PT2H"%s,
                         "gpu":{"count":%d},"run":{"command":["sleep","60"]}}"""
                                .formatted(tenant, lane, more, gpus))
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /// Placed, where it waits no longer.
    String placed(int gpus, String more) {
        String id = submit(gpus, more);
        eventually(gpus + " GPUs are placed", SOON, () -> "placed".equals(state(id)));
        return id;
    }

    static String state(String id) {
        return operator().get("/api/v1/workloads/" + id).path("state");
    }

    static List<String> story(String id) {
        return operator().get("/api/v1/workloads/" + id + "/story").path("items.what");
    }

    static String nodeOf(String id) {
        return operator().get("/api/v1/placements?workload=" + id).path("items[0].node");
    }

    static void runs(String id, NodeId node, int attempt) {
        try (AnAgent agent = AnAgent.of(node)) {
            WorkloadId workload = new WorkloadId(UUID.fromString(id));
            agent.reports(workload, attempt, ReplicaState.STARTING, "");
            agent.reports(workload, attempt, ReplicaState.RUNNING, "");
            eventually(id + " runs", SOON, () -> "running".equals(state(id)));
        }
    }

    static List<String> rows(String sql, String... values) {
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

    static List<String> payloads(String event, String part) {
        return rows(
                "select payload from bus.outbox where event = ? and payload like ? order by seq",
                event,
                "%" + part + "%");
    }

    static double metric(String name) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /// Each comes to the same when it is made again from what was kept of it.
    static void areMadeAgain(List<String> decisions) {
        assertThat(decisions).isNotEmpty();
        for (String id : decisions) {
            operator()
                    .get("/api/v1/decisions/placement-" + id + "/again")
                    .then()
                    .statusCode(200)
                    .body("same", equalTo(true));
        }
    }
}
