package io.headroom.placement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// A stopped node takes nothing; one that is woken is bound to like one that is planned.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class WokenNodeTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant FIRST = Instant.parse("2026-01-05T12:00:00Z");

    private String lane = "";
    private NodeId node = new NodeId(UUID.randomUUID());
    private long version;

    @BeforeEach
    void aNodeIsStopped() {
        lane = "rest-" + UUID.randomUUID().toString().substring(0, 8);
        node = new NodeId(UUID.randomUUID());
        version = Instant.now().toEpochMilli();
        as("operator", "*").body("{}").put("/api/v1/tenants/rester");
        as("operator", "*").body("{}").put("/api/v1/lanes/" + lane);
        is(NodeState.READY, FIRST);
        eventually("it is known", SOON, () -> known(NodeState.READY));
        Provisioned.say(
                new NodeReleaseRequested(node, version, new NodeReason.Idle(FIRST, "a test")));
        eventually("it is closed", SOON, () -> count("closed") == 1);
        is(NodeState.DRAINING, FIRST);
        is(NodeState.WARM, FIRST);
        eventually("it is stopped", SOON, () -> known(NodeState.WARM));
    }

    @Test
    void it_takes_what_waits_as_soon_as_it_is_asked_to_wake() {
        String id = submit();
        eventually("it waits", SOON, () -> "pending".equals(state(id)));
        assertThat(count("closed")).isEqualTo(1);
        is(NodeState.REQUESTED, null);
        eventually("it is bound", SOON, () -> bound(id) == 1);
    }

    @Test
    void another_launch_opens_it_where_nobody_heard_that_it_is_woken() {
        is(NodeState.BOOTING, FIRST.plusSeconds(3600));
        eventually("it is open", SOON, () -> count("not closed") == 1);
    }

    @Test
    void what_drains_stays_closed() {
        is(NodeState.REQUESTED, null);
        is(NodeState.BOOTING, FIRST.plusSeconds(3600));
        is(NodeState.DRAINING, FIRST.plusSeconds(3600));
        eventually("it drains", SOON, () -> known(NodeState.DRAINING));
        assertThat(count("closed")).isEqualTo(1);
    }

    private void is(NodeState state, @org.jspecify.annotations.Nullable Instant launched) {
        Provisioned.aNodeIs(state, node, ++version, lane, ProviderKind.AWS, "us-east-1a", launched);
    }

    private String submit() {
        return as("member", "rester")
                .body(
                        """
                        {"name":"work","tenant":"rester","class":"training","lane":"%s","replicas":1,
                         "gpu":{"count":1},"run":{"command":["sleep","60"]}}"""
                                .formatted(lane))
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }

    private static String state(String id) {
        return as("operator", "*").get("/api/v1/workloads/" + id).path("state");
    }

    private boolean known(NodeState state) {
        return count("state = '" + state + "'") == 1;
    }

    private int count(String condition) {
        return number(
                "select count(*) from placement.node_view where id = '%s' and %s"
                        .formatted(node, condition));
    }

    private int bound(String workload) {
        return number(
                "select count(*) from placement.replica where workload_id = '%s' and node_id = '%s'"
                        .formatted(workload, node));
    }

    private static int number(String sql) {
        try (Connection database = TestBed.current().superuser();
                PreparedStatement query = database.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
