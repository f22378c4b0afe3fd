package io.headroom.provisioning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.provisioning.provider.redfish.StrictController;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

/// A machine of our own behind a controller that knows nothing of Headroom: from its declaration to its leaving.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class RedfishLifeTest extends LaneOfItsOwn {

    private static final String TOKEN = "a-token-that-the-machine-was-installed-with";

    private StrictController rack;
    private StrictController spare;

    @BeforeEach
    void power() throws IOException {
        rack = new StrictController("1");
        spare = new StrictController("1");
        // The lane's other pool must not serve it.
        operator()
                .body(body("[\"g6.xlarge\"]").replace("\"max\":5", "\"max\":0"))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(200);
    }

    @AfterEach
    void off() {
        rack.close();
        spare.close();
    }

    @Test
    void starts_learns_who_it_is_and_leaves_when_it_is_taken_out() throws Exception {
        declareOwn(machine("m-1", rack))
                .then()
                .statusCode(201)
                .body("templates[0].cpuMillis", equalTo(96_000));
        tell("no-such-token").then().statusCode(403);
        tell(TOKEN).then().statusCode(403); // it is no node yet
        wants(1);
        eventually("money is asked for", SOON, () -> !ownPurchases().isEmpty());
        SpendRequested asked = ownPurchases().getFirst();
        NodeId node = asked.nodes().getFirst().node();
        grant(asked);
        reaches(node, NodeState.BOOTING);
        assertThat(rack.power("1")).isEqualTo("On");

        UserData.Headroom told =
                HeadroomJson.tolerant()
                        .readValue(tell(TOKEN).asString(), UserData.class)
                        .headroom();
        assertThat(told.node()).isEqualTo(node);
        try (Agent agent = Agent.boot(told)) {
            becomesReady(agent);
            tell(TOKEN).then().statusCode(403); // its agent has joined
            declareOwn(machine("m-2", spare)).then().statusCode(200);
            reaches(node, NodeState.DRAINING);
        }
        assertThat(changes(node).stream().map(NodeStateChanged::why))
                .contains(new NodeReason.PoolChange("own-" + lane));
    }

    @Test
    void what_no_controller_shows_must_be_declared() throws Exception {
        try (StrictController silent = new StrictController()) {
            declareOwn(machine("m-2", silent))
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem("machines"));
        }
    }

    private Response declareOwn(String machine) {
        String spec =
                "{\"provider\":\"redfish\",\"lane\":\"%s\",\"max\":1,\"machines\":[%s]}"
                        .formatted(lane, machine);
        return operator().body(spec).put("/api/v1/pools/own-" + lane);
    }

    private static String machine(String name, StrictController controller) throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
        return "{\"name\":\"%s\",\"address\":\"%s\",\"gpus\":1,\"gpuModel\":\"L4\",\"pricePerHour\":\"1.00\",\"tokenSha256\":\"%s\"}"
                .formatted(name, controller.url(), HexFormat.of().formatHex(hash));
    }

    private static Response tell(String token) {
        return given().contentType(ContentType.JSON)
                .body("{\"token\":\"%s\"}".formatted(token))
                .post("/api/v1/machines/user-data");
    }

    private java.util.List<SpendRequested> ownPurchases() {
        return Others.said("spend-requested", SpendRequested.class).stream()
                .filter(s -> s.nodes().getFirst().attributes().pool().equals("own-" + lane))
                .toList();
    }
}
