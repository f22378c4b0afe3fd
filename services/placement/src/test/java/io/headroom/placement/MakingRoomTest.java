package io.headroom.placement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.pool.ProviderKind;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;

/// Urgent work gets the place of other work after a notice, where the lane says so; limits keep work waiting; decisions can be made again.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class MakingRoomTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @BeforeEach
    void declare() {
        operator().body("{}").put("/api/v1/tenants/urgent");
        operator().body("{\"maxGpus\":16}").put("/api/v1/tenants/usual");
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

    private static String submit(String tenant, String lane, int priority, int gpus) {
        return as("member", tenant)
                .body(
                        """
                        {"name":"work","tenant":"%s","class":"training","lane":"%s","priority":%d,
                         "gpu":{"count":%d},"run":{"command":["sleep","60"]}}"""
                                .formatted(tenant, lane, priority, gpus))
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String state(String id) {
        return operator().get("/api/v1/workloads/" + id).path("state");
    }

    private static @Nullable String reason(String id) {
        return operator().get("/api/v1/workloads/" + id).path("reason.code");
    }

    private static List<String> story(String id) {
        return operator().get("/api/v1/workloads/" + id + "/story").path("items.what");
    }

    private static void aNodeIsReadyIn(String lane) {
        Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
    }

    private static List<String> rows(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection database = TestBed.current().superuser();
                PreparedStatement query = database.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return found;
    }

    private static long said(String event, String key) {
        return rows(
                        "select key from bus.outbox where service = 'placement' and event = '"
                                + event
                                + "'")
                .stream()
                .filter(key::equals)
                .count();
    }

    @Test
    void urgent_work_gets_the_place_of_other_work_after_its_notice() {
        operator()
                .body("{\"preemption\":{\"priorityGap\":10,\"grace\":\"PT2S\"}}")
                .put("/api/v1/lanes/contended");
        aNodeIsReadyIn("contended");
        String usual = submit("usual", "contended", 0, 8);
        eventually("usual placed", SOON, () -> "placed".equals(state(usual)));
        String urgent = submit("urgent", "contended", 10, 8);
        eventually("urgent making-room", SOON, () -> "making-room".equals(reason(urgent)));
        assertThat(said("workload-notice-given", usual)).isEqualTo(1);
        assertThat(state(usual)).isEqualTo("placed");
        eventually("urgent placed", SOON, () -> "placed".equals(state(urgent)));
        assertThat(state(usual)).isEqualTo("pending");
        assertThat(story(usual)).containsSubsequence("placed", "must leave", "lost its place");
        assertThat(said("workload-preempted", usual)).isEqualTo(1);
        assertThat(rows("select by_workload from placement.preemption")).isEmpty();
        allDecisionsAreMadeAgain();
    }

    private static void allDecisionsAreMadeAgain() {
        List<String> decisions = rows("select decision_id from placement.decision_inputs");
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
    void a_tenant_at_its_limit_waits_though_there_is_room() {
        operator().body("{}").put("/api/v1/lanes/wide");
        operator().body("{\"maxGpus\":4}").put("/api/v1/tenants/small");
        aNodeIsReadyIn("wide");
        String first = submit("small", "wide", 0, 4);
        eventually("first placed", SOON, () -> "placed".equals(state(first)));
        String second = submit("small", "wide", 0, 1);
        eventually("second tenant-limit", SOON, () -> "tenant-limit".equals(reason(second)));
    }

    @Test
    void a_quota_that_is_used_up_keeps_work_waiting() {
        operator().body("{}").put("/api/v1/lanes/metered");
        operator().body("{}").put("/api/v1/tenants/metered");
        operator()
                .body(
                        "{\"scope\":{\"tenant\":\"metered\"},\"resource\":\"gpu-hours\",\"amount\":0.5}")
                .put("/api/v1/quotas/metered-hours")
                .then()
                .statusCode(201)
                .body("amount", equalTo(0.5f));
        aNodeIsReadyIn("metered");
        String work = submit("metered", "metered", 0, 1);
        eventually("work quota-reached", SOON, () -> "quota-reached".equals(reason(work)));
        operator()
                .body("{\"scope\":{\"tenant\":\"metered\"},\"amount\":100}")
                .put("/api/v1/quotas/metered-hours");
        eventually("work placed", SOON, () -> "placed".equals(state(work)));
        operator()
                .get("/api/v1/quotas/metered-hours")
                .then()
                .body("used", greaterThanOrEqualTo(0f))
                .body("used", lessThan(0.5f));
    }

    @Test
    void a_quota_is_taken_away_again() {
        operator().body("{}").put("/api/v1/tenants/measured");
        operator()
                .body("{\"scope\":{\"tenant\":\"measured\"},\"amount\":1}")
                .put("/api/v1/quotas/brief")
                .then()
                .statusCode(201);
        operator()
                .header("If-Match", "\"7\"")
                .delete("/api/v1/quotas/brief")
                .then()
                .statusCode(412);
        operator()
                .header("If-Match", "\"1\"")
                .delete("/api/v1/quotas/brief")
                .then()
                .statusCode(204);
        operator().get("/api/v1/quotas/brief").then().statusCode(404);
        operator().delete("/api/v1/quotas/brief").then().statusCode(404);
    }

    @Test
    void the_queue_comes_in_pages() {
        operator().body("{}").put("/api/v1/lanes/empty");
        operator().body("{}").put("/api/v1/tenants/patient");
        for (int i = 0; i < 3; i++) {
            var _ = submit("patient", "empty", 0, 1);
        }
        JsonPath first = operator().get("/api/v1/queue?limit=2").then().extract().jsonPath();
        assertThat(first.getList("items")).hasSize(2);
        JsonPath rest =
                operator()
                        .get("/api/v1/queue?limit=1000&after=" + first.getString("next"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        assertThat(rest.getList("items.id", String.class))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first.getList("items.id", String.class));
        for (String wrong : List.of("limit=0", "after=zz", "colour=red")) {
            operator().get("/api/v1/queue?" + wrong).then().statusCode(400);
        }
    }

    @Test
    void a_quota_and_a_tree_that_make_no_sense_are_refused_by_field() {
        operator()
                .body("{\"scope\":{\"tenant\":\"nobody\"},\"amount\":-1}")
                .put("/api/v1/quotas/wrong")
                .then()
                .statusCode(400)
                .body("detail", containsString("amount"));
        operator().body("{}").put("/api/v1/tenants/above");
        operator().body("{\"parent\":\"above\"}").put("/api/v1/tenants/below");
        operator()
                .body("{\"parent\":\"below\"}")
                .put("/api/v1/tenants/above")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("parent"));
    }
}
