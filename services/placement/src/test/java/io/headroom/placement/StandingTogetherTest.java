package io.headroom.placement;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.pool.ProviderKind;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/// A gang of one rack is bound in one rack, from the request to the rows.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class StandingTogetherTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }

    private static String submit(int replicas) {
        return as("member", "near")
                .body(
                        """
                        {"name":"work","tenant":"near","class":"training","lane":"racks","gang":true,"replicas":%d,
                         "topology":{"within":"rack"},"gpu":{"count":8},"run":{"command":["sleep","60"]}}"""
                                .formatted(replicas))
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .body("topology.required", equalTo(true))
                .extract()
                .path("id");
    }

    private static String state(String id) {
        return as("operator", "*").get("/api/v1/workloads/" + id).path("state");
    }

    @Test
    void a_gang_of_one_rack_is_bound_in_one_rack_or_waits() {
        as("operator", "*").body("{}").put("/api/v1/tenants/near");
        as("operator", "*").body("{}").put("/api/v1/lanes/racks");
        Provisioned.aNodeIsReady("racks", ProviderKind.REDFISH, "r1");
        Provisioned.aNodeIsReady("racks", ProviderKind.REDFISH, "r2");
        Set<String> rackThree = new TreeSet<>();
        String apart = submit(2);
        eventually(
                "apart not-together",
                SOON,
                () ->
                        "not-together"
                                .equals(
                                        as("operator", "*")
                                                .get("/api/v1/workloads/" + apart)
                                                .path("reason.code")));
        as("operator", "*")
                .get("/api/v1/workloads/" + apart)
                .then()
                .body(
                        "reason.message",
                        containsString("at most 1 of 2 replicas fit into one rack"));
        rackThree.add(Provisioned.aNodeIsReady("racks", ProviderKind.REDFISH, "r3").toString());
        rackThree.add(Provisioned.aNodeIsReady("racks", ProviderKind.REDFISH, "r3").toString());
        eventually("together placed", SOON, () -> "placed".equals(state(apart)));
        List<String> told =
                as("operator", "*")
                        .get("/api/v1/workloads/" + apart + "/story")
                        .path("items.detail");
        assertThat(told).anySatisfy(why -> assertThat(why).contains(rackThree));
    }
}
