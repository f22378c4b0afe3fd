package io.headroom.cost;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.price.CommitmentUsed;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.as;
import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.CostsSaid.costs;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// A commitment's fee in a FOCUS bill: billed where it is bought, in effect where it is used, and the same sum both ways.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class FocusFeesTest extends WithProvisioning {

    private static final String USED = "Used";
    private static final String UNUSED = "Unused";

    @Test
    void a_fee_is_on_the_machines_that_it_covers_and_what_idled_apart() throws IOException {
        operator()
                .body(budget("focus", "1000.00"))
                .put("/api/v1/budgets/focus")
                .then()
                .statusCode(201);
        NodeId node = leased("focus");
        Instant from = now();
        Instant to = from.plusSeconds(6);
        commit("focus-fee", reserved("focus", 2, "36.00", to)).then().statusCode(201);
        cover(node, from, to);
        provisioning.say(
                new CommitmentUsed(
                        "focus-fee",
                        from.plusSeconds(2).toEpochMilli(),
                        from.plusSeconds(2),
                        Money.of("36.00")));
        eventually(
                "all of it is charged, and on the machine",
                Duration.ofMinutes(2),
                () ->
                        operator()
                                        .get("/api/v1/commitments/focus-fee")
                                        .jsonPath()
                                        .getString("chargedTo")
                                        .equals(to.toString())
                                && bill().stream().anyMatch(r -> is(r, USED)));

        List<Map<String, String>> bill = bill();
        assertThat(FocusRules.breaches(bill)).isEmpty();
        BigDecimal billed = FocusRules.sum(bill, "BilledCost");
        assertThat(billed).isPositive();
        assertThat(FocusRules.sum(bill, "EffectiveCost")).isEqualByComparingTo(billed);
        assertThat(billed)
                .isEqualByComparingTo(costs("focus", "tenant").jsonPath().getString("total"));
        assertThat(effective(bill, USED)).isEqualByComparingTo(share("commitment"));
        assertThat(effective(bill, UNUSED)).isEqualByComparingTo(share("idle-commitment"));
        assertThat(bill)
                .filteredOn(r -> is(r, USED))
                .allMatch(r -> node.toString().equals(r.get("ResourceName")))
                .allMatch(r -> "h100-aws".equals(r.get("x_Pool")))
                .allMatch(r -> "focus-fee".equals(r.get("CommitmentDiscountName")));
        // At 60 dollars an hour by list.
        assertThat(listCost(bill)).isPositive();
        assertThat(FocusRules.parquet(Api.parquet("focus"))).isEqualTo(FocusRules.plain(bill));
    }

    private void cover(NodeId node, Instant from, Instant to) {
        NodeStateChanged ready = Buying.state(node, 2, "focus", NodeState.READY, from, from);
        PriceTerm term = new PriceTerm(from, new NextPrice(to, Money.of("60.00")), "focus-fee");
        provisioning.say(
                new NodeStateChanged(
                        ready.node().priced(Money.ZERO, Money.of("60.00"), term),
                        NodeState.READY,
                        ready.why()));
        provisioning.say(
                new NodeStateChanged(
                        ready.node().version(3).state(NodeState.TERMINATED, to, null),
                        NodeState.READY,
                        ready.why()));
    }

    private static List<Map<String, String>> bill() {
        return FocusRules.read(as("viewer", "focus").get("/api/v1/costs/focus").asString());
    }

    private static boolean is(Map<String, String> row, String status) {
        return status.equals(row.get("CommitmentDiscountStatus"));
    }

    private static BigDecimal effective(List<Map<String, String>> bill, String status) {
        return FocusRules.sum(bill.stream().filter(r -> is(r, status)).toList(), "EffectiveCost");
    }

    private static BigDecimal listCost(List<Map<String, String>> bill) {
        return FocusRules.sum(bill.stream().filter(r -> is(r, USED)).toList(), "ListCost");
    }

    private static String share(String share) {
        return costs("focus", "share")
                .jsonPath()
                .getString("items.find{it.group.share=='%s'}.amount".formatted(share));
    }
}
