package io.headroom.cost;

import java.time.Instant;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.CostAnomaly;
import io.headroom.contracts.budget.LeaseDenied;
import io.headroom.contracts.budget.LeaseRenewed;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Buying.at;
import static io.headroom.cost.Buying.state;
import static io.headroom.cost.CostsSaid.money;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// A machine that runs costs more than was reserved: it asks for the new price at once, and what its lease costs more comes out of its reserve.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class RisingPriceTest extends WithProvisioning {

    private static final Money DEARER = Money.of("80.00");

    @Test
    void its_lease_is_renewed_at_the_new_price_within_seconds() {
        declare("risen", "100.00");
        NodeId node = runs("risen", DEARER);
        eventually("it is renewed", SOON, () -> !renewed(node).isEmpty());
        // Seventeen minutes at 80 dollars an hour, not at 60.
        assertThat(held("risen")).isBetween(Money.of("22.66"), Money.of("22.80"));
    }

    @Test
    void where_there_is_not_so_much_it_must_go_and_the_cap_holds() {
        declare("short", "17.01");
        NodeId node = runs("short", DEARER);
        eventually(
                "it is refused",
                SOON,
                () ->
                        Others.said("lease-denied", node.toString(), LeaseDenied.class).stream()
                                .anyMatch(d -> d.budget().equals("short")));
        assertThat(renewed(node)).isEmpty();
        assertThat(held("short")).isBetween(Money.of("16.90"), Money.of("17.01"));
        assertThat(Others.said("cost-anomaly", node.toString(), CostAnomaly.class))
                .anyMatch(a -> a.kind().equals("above-worst-price"));
        // Its lease is charged at the new price to its end, and still there is enough.
        Instant now = Instant.now();
        NodeStateChanged ready = state(node, 4, "short", NodeState.TERMINATED, now, now);
        provisioning.say(at(DEARER, ready));
        eventually("it is gone", SOON, () -> money("short", "committed").micros() == 0);
    }

    @Test
    void a_rise_that_is_overtaken_by_the_end_is_charged_from_when_it_was() {
        declare("overtaken", "100.00");
        NodeId node = leased("overtaken");
        Instant launched = Instant.now();
        provisioning.say(
                at(
                        Money.of("60.00"),
                        state(node, 2, "overtaken", NodeState.READY, launched, launched)));
        Instant rise = launched.plusSeconds(60);
        NodeStateChanged gone =
                state(
                        node,
                        4,
                        "overtaken",
                        NodeState.TERMINATED,
                        launched.plusSeconds(180),
                        launched);
        provisioning.say(
                new NodeStateChanged(
                        gone.node().priced(DEARER, DEARER, new PriceTerm(rise, null, null)),
                        gone.previous(),
                        gone.why()));
        eventually("it is gone", SOON, () -> money("overtaken", "committed").micros() == 0);
        // A minute at a dollar, two at a third more.
        assertThat(money("overtaken", "spent"))
                .isBetween(Money.of("3.666660"), Money.of("3.666670"));
    }

    private static void declare(String tenant, String amount) {
        operator()
                .body(budget(tenant, amount))
                .put("/api/v1/budgets/" + tenant)
                .then()
                .statusCode(201);
    }

    private NodeId runs(String tenant, Money dearer) {
        NodeId node = leased(tenant);
        Instant launched = Instant.now();
        NodeStateChanged ready = state(node, 2, tenant, NodeState.READY, launched, launched);
        provisioning.say(at(Money.of("60.00"), ready));
        provisioning.say(at(dearer, state(node, 3, tenant, NodeState.READY, launched, launched)));
        return node;
    }

    private static List<LeaseRenewed> renewed(NodeId node) {
        return Others.said("lease-renewed", node.toString(), LeaseRenewed.class);
    }

    private static Money held(String budget) {
        return money(budget, "committed").plus(money(budget, "spent"));
    }
}
