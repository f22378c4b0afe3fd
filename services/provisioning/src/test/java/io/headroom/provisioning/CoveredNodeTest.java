package io.headroom.provisioning;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.CommitmentChanged;
import io.headroom.contracts.price.CommitmentKind;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.contracts.price.CommitmentUsed;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/// A node that a commitment covers is chosen by what it adds, paid for by its list price, and charged what the commitment leaves.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class CoveredNodeTest extends LaneOfItsOwn {

    private static final String ZONE = "us-east-1f";
    private static final Money LIST = Money.of("0.8048");

    @Test
    void it_adds_nothing_asks_for_its_list_price_and_is_charged_nothing_since_its_launch() {
        operator()
                .body(
                        body("[\"g6.xlarge\"]")
                                .replace("\"us-east-1a\",\"us-east-1b\"", "\"" + ZONE + "\""))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(200);
        Instant to = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        cost.say(new CommitmentChanged("cover-" + lane, 1, one(to)));
        eventually(
                "it adds nothing",
                SOON,
                () ->
                        "0.00".equals(offer("marginalPerHour"))
                                && "0.8048".equals(offer("pricePerHour")));

        wants(1);
        SpendRequested asked = asked();
        assertThat(asked.nodes().getFirst().worstPerHour()).isEqualTo(LIST);
        NodeId node = asked.nodes().getFirst().node();
        grant(asked);
        reaches(node, NodeState.BOOTING);
        eventually(
                "it is charged nothing",
                SOON,
                () -> changes(node).getLast().node().pricePerHour().equals(Money.ZERO));
        Node said = changes(node).getLast().node();
        PriceTerm term = Objects.requireNonNull(said.priceTerm());
        NextPrice next = Objects.requireNonNull(term.next());
        assertThat(said.worstPerHour()).isEqualTo(LIST);
        assertThat(term.commitment()).isEqualTo("cover-" + lane);
        assertThat(term.since()).isEqualTo(said.launchedAt());
        assertThat(next.from()).isEqualTo(to);
        assertThat(next.perHour()).isEqualTo(LIST);
        eventually(
                "its use is said",
                SOON,
                () ->
                        Others.said("commitment-used", "cover-" + lane, CommitmentUsed.class)
                                .stream()
                                .anyMatch(u -> u.usedPerHour().equals(Money.of("0.50"))));
        eventually(
                "the next one costs its list price",
                SOON,
                () -> "0.8048".equals(offer("marginalPerHour")));

        cost.say(new CommitmentChanged("cover-" + lane, 2, null));
        eventually(
                "it is covered no more",
                SOON,
                () -> changes(node).getLast().node().pricePerHour().equals(LIST));
        assertThat(changes(node).getLast().node().priceTerm()).isNull();
        operator().get("/api/v1/nodes/" + node).then().body("pricePerHour", equalTo("0.8048"));
    }

    private String offer(String field) {
        return operator().get("/api/v1/offers?pool=pool-" + lane).path("items[0]." + field);
    }

    private static CommitmentSpec one(Instant to) {
        return new CommitmentSpec(
                CommitmentKind.RESERVED,
                ProviderKind.AWS,
                "us-east-1",
                ZONE,
                "g6.xlarge",
                null,
                1,
                Money.of("0.50"),
                null,
                Instant.parse("2026-01-01T00:00:00Z"),
                to,
                null,
                null,
                null);
    }
}
