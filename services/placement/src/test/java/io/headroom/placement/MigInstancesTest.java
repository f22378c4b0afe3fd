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
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.pool.ProviderKind;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/// MIG instances from the request to the rows that desired states are made of.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class MigInstancesTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @BeforeEach
    void declare() {
        as("operator", "*").body("{}").put("/api/v1/tenants/slicer");
        as("operator", "*").body("{}").put("/api/v1/lanes/sliced");
        as("operator", "*").body("{\"sharing\":\"exclusive-gpu\"}").put("/api/v1/lanes/kept-apart");
    }

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }

    private static String workload(String lane, String profile, int replicas) {
        return """
                {"name":"work","tenant":"slicer","class":"online-inference","lane":"%s","replicas":%d,
                 "gpu":{"mig":"%s"},"run":{"command":["sleep","60"]}}"""
                .formatted(lane, replicas, profile);
    }

    private static List<String> placesOf(String id) {
        List<String> found = new ArrayList<>();
        try (Connection database = TestBed.current().superuser();
                PreparedStatement query =
                        database.prepareStatement(
                                "select devices || ' at ' || slot from placement.replica"
                                        + " where workload_id = cast(? as uuid) order by 1")) {
            query.setString(1, id);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return found;
    }

    private static String state(String id) {
        return as("operator", "*").get("/api/v1/workloads/" + id).path("state");
    }

    @Test
    void instances_are_bound_to_slots_of_one_gpu() {
        Provisioned.aNodeIsReady("sliced", ProviderKind.AWS, "us-east-1a");
        String id =
                as("member", "slicer")
                        .body(workload("sliced", "3g.40gb", 2))
                        .post("/api/v1/workloads")
                        .then()
                        .statusCode(201)
                        .body("gpu.mig", equalTo("3g.40gb"))
                        .extract()
                        .path("id");
        eventually("instances placed", SOON, () -> "placed".equals(state(id)));
        assertThat(placesOf(id)).containsExactly("[0] at 0", "[0] at 4");
        String next =
                as("member", "slicer")
                        .body(workload("sliced", "1g.10gb", 1))
                        .post("/api/v1/workloads")
                        .path("id");
        eventually("another placed", SOON, () -> "placed".equals(state(next)));
        assertThat(placesOf(next)).containsExactly("[1] at 6");
    }

    @Test
    void a_lane_that_keeps_gpus_apart_takes_none() {
        as("member", "slicer")
                .body(workload("kept-apart", "1g.10gb", 1))
                .post("/api/v1/workloads")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("gpu.mig"));
    }
}
