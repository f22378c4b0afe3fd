package io.headroom.placement;

import java.time.Duration;
import java.time.Instant;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.Pressure;
import io.headroom.contracts.node.Disturbance;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.placement.node.NodeTable;
import io.headroom.platform.database.Transactions;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.hamcrest.Matchers.containsString;

/// What provisioning says of a node's neighbours decides what comes onto it.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class DisturbedNodeTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject Transactions transactions;
    @Inject NodeTable nodes;

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }

    private static String submit(String workloadClass) {
        return as("member", "loud")
                .body(
                        """
                        {"name":"work","tenant":"loud","class":"%s","lane":"loud","gpu":{"count":1},
                         "run":{"command":["sleep","60"]}}"""
                                .formatted(workloadClass))
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void becomes(String state, String id) {
        eventually(
                id + " is " + state,
                SOON,
                () ->
                        state.equals(
                                as("operator", "*").get("/api/v1/workloads/" + id).path("state")));
    }

    private static void waitsBecause(String words, String id) {
        eventually(
                id + " is looked at",
                SOON,
                () ->
                        "no-capacity"
                                .equals(
                                        as("operator", "*")
                                                .get("/api/v1/workloads/" + id)
                                                .path("reason.code")));
        as("operator", "*")
                .get("/api/v1/workloads/" + id)
                .then()
                .body("reason.message", containsString(words));
    }

    /// Until placement has heard of it, work is given a place there.
    private void becomesDisturbed(NodeId node, Disturbance disturbance) {
        Provisioned.itIsDisturbed(node, "loud", disturbance);
        eventually("placement has heard of it", SOON, () -> isKnownToBeDisturbed(node));
    }

    private boolean isKnownToBeDisturbed(NodeId node) {
        return transactions
                .asService(session -> nodes.lock(session, node))
                .await()
                .atMost(SOON)
                .filter(known -> known.node().disturbance() != null)
                .isPresent();
    }

    @Test
    void online_inference_waits_for_quiet_and_nothing_joins_it_where_it_is_disturbed() {
        as("operator", "*").body("{}").put("/api/v1/tenants/loud");
        as("operator", "*").body("{}").put("/api/v1/lanes/loud");
        NodeId node = Provisioned.aNodeIsReady("loud", ProviderKind.AWS, "us-east-1a");
        Disturbance disturbance = new Disturbance(Pressure.Of.CPU, 80, Instant.now());
        becomesDisturbed(node, disturbance);
        becomes("placed", submit("training"));
        String answers = submit("online-inference");
        waitsBecause("what runs on each of the 1 ready node(s) is disturbed", answers);

        Provisioned.itIsDisturbed(node, "loud", null);
        becomes("placed", answers);

        becomesDisturbed(node, disturbance);
        String more = submit("training");
        waitsBecause("is disturbed and serves online-inference", more);
        Provisioned.itIsDisturbed(node, "loud", null);
        becomes("placed", more);
    }
}
