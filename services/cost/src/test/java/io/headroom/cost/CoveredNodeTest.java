package io.headroom.cost;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.status;
import static io.headroom.cost.Buying.state;
import static io.headroom.cost.CostsSaid.costs;
import static io.headroom.cost.CostsSaid.money;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// A node that a commitment covers costs nothing more, from when it was launched.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class CoveredNodeTest extends WithProvisioning {

    @Test
    void
            a_covered_node_is_charged_its_list_price_until_then_and_given_back_what_it_was_covered_for() {
        operator()
                .body(budget("covered", "100.00"))
                .put("/api/v1/budgets/covered")
                .then()
                .statusCode(201);
        NodeId node = leased("covered");
        Instant launched = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        NodeStateChanged ready = state(node, 2, "covered", NodeState.READY, launched, launched);
        provisioning.say(ready);
        // Covered since its launch, and until a second before it ends.
        Instant over = launched.plusSeconds(600);
        Instant end = over.plusSeconds(1);
        NodeStateChanged covered =
                new NodeStateChanged(
                        ready.node()
                                .version(3)
                                .priced(
                                        Money.ZERO,
                                        Money.of("60.00"),
                                        new PriceTerm(
                                                launched,
                                                new NextPrice(over, Money.of("60.00")),
                                                "some")),
                        NodeState.READY,
                        ready.why());
        provisioning.say(covered);
        provisioning.say(
                new NodeStateChanged(
                        covered.node().version(4).state(NodeState.TERMINATED, end, null),
                        NodeState.READY,
                        ready.why()));
        eventually(
                "its end is booked",
                SOON,
                () ->
                        costs("covered", "tenant").jsonPath().getList("items").size() == 1
                                && money("covered", "committed").micros() == 0);
        assertThat(costs("covered", "tenant").jsonPath().getString("total")).isEqualTo("0.016667");
        assertThat(status("covered", "spent")).isEqualTo("0.016667");
    }
}
