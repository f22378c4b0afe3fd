package io.headroom.provisioning;

import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.headroom.contracts.budget.LeaseDenied;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

/// What cannot be done is refused in words that say why.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class OddRequestsTest extends LaneOfItsOwn {

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void a_body_that_is_missing_is_asked_for(String body) {
        names(operator().body(body).put("/api/v1/pools/pool-" + lane).then(), "body");
        String join = "/api/v1/nodes/" + UUID.randomUUID() + "/join";
        names(given().contentType(ContentType.JSON).body(body).post(join).then(), "body");
    }

    @Test
    void a_drain_that_would_outlast_its_node_is_refused() {
        NodeId node = booting().node();
        names(drain(node, "{\"within\":\"PT999999999999H\"}"), "within");
        names(drain(node, "{\"within\":\"-PT1S\"}"), "within");
        drain(node, "{\"within\":\"PT1H\"}").statusCode(202);
    }

    @Test
    void a_node_that_has_ended_cannot_be_drained() {
        NodeId node = booting().node();
        cost.say(
                new LeaseDenied(
                        lease(node, java.time.Instant.now()), "research", Money.of("1.00")));
        reaches(node, NodeState.TERMINATED);
        drain(node, "{}").statusCode(409).body("detail", containsString("budget research"));
    }

    private static ValidatableResponse drain(NodeId node, String body) {
        return operator().body(body).post("/api/v1/nodes/" + node + "/drain").then();
    }

    private static void names(ValidatableResponse answer, String field) {
        answer.statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field));
    }
}
