package io.headroom.provisioning;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeState;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/// A pool in mode `advise` says what it would have done, at what price and why, and does nothing.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class AdvisingPoolTest extends LaneOfItsOwn {

    @Test
    void it_says_what_it_would_have_bought_and_buys_it_once_it_acts() {
        mode("advise");
        wants(2);
        eventually("two purchases are advised", SOON, () -> advised().size() == 2);
        operator()
                .get("/api/v1/pools/pool-" + lane + "/advice?limit=1")
                .then()
                .body("mode", equalTo("advise"))
                .body("items.size()", equalTo(1))
                .body("next", notNullValue())
                .body("items[0].step", equalTo("buy"))
                .body("items[0].instanceType", equalTo("g6.xlarge"))
                .body("items[0].worstPerHour", equalTo("0.8048"))
                .body("items[0].reason.code", equalTo("for-shortfall"))
                .body("items[0].readyAt", notNullValue())
                .body("totals.bought", equalTo(2))
                .body("totals.nodes", equalTo(2))
                .body("totals.perHour", equalTo("1.6096"))
                .body("totals.inVain", equalTo(0))
                .body("totals.returned", equalTo(0));
        assertThat(second()).as("pages do not overlap").isNotEqualTo(advised().getFirst());
        operator()
                .get("/api/v1/pools/pool-" + lane)
                .then()
                .body("advice.nodes", equalTo(2))
                .body("advice.gpus", equalTo(2));
        assertThat(purchases()).as("no money is asked for").isEmpty();
        List<String> nodes = operator().get("/api/v1/nodes?pool=pool-" + lane).path("items.id");
        assertThat(nodes).as("no node is written down").isEmpty();

        mode("act");
        eventually("it acts", SOON, () -> !purchases().isEmpty());
        operator().get("/api/v1/pools/pool-" + lane).then().body("advice", nullValue());
        eventually("its advice is over", SOON, () -> !ended().contains(null));
        operator()
                .get("/api/v1/pools/pool-" + lane + "/advice")
                .then()
                .body("mode", equalTo("act"))
                .body("totals.nodes", equalTo(0))
                .body("totals.inVain", equalTo(0))
                .body("items.untilReason.code", hasItem("pool-change"));
        wants(0);
        purchases().forEach(this::grant);
        purchases().forEach(p -> reaches(p.nodes().getFirst().node(), NodeState.BOOTING));
    }

    @Test
    void one_that_observes_advises_nothing() {
        mode("observe");
        wants(1);
        eventually("it is said that nothing holds it", SOON, () -> !unmet().isEmpty());
        assertThat(advised()).isEmpty();
        operator().get("/api/v1/pools/nowhere/advice").then().statusCode(404);
    }

    private List<String> advised() {
        return operator().get("/api/v1/pools/pool-" + lane + "/advice").path("items.id");
    }

    private List<String> ended() {
        return operator().get("/api/v1/pools/pool-" + lane + "/advice").path("items.until");
    }

    private String second() {
        String next = operator().get("/api/v1/pools/pool-" + lane + "/advice?limit=1").path("next");
        return operator()
                .get("/api/v1/pools/pool-" + lane + "/advice?limit=1&after=" + next)
                .path("items[0].id");
    }

    private void mode(String mode) {
        operator()
                .body(
                        body("[\"g6.xlarge\"]")
                                .replace("\"min\":0", "\"mode\":\"" + mode + "\",\"min\":0"))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(200);
    }
}
