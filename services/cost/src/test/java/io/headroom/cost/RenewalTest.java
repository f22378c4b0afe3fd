package io.headroom.cost;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.CostAnomaly;
import io.headroom.contracts.budget.LeaseDenied;
import io.headroom.contracts.budget.LeaseRenewed;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.status;
import static io.headroom.cost.Buying.purchase;
import static io.headroom.cost.Buying.state;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// Leases of two seconds: they go on while there is money, and end when there is none.
@QuarkusTest
@TestProfile(RenewalTest.ShortLeases.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class RenewalTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private Others provisioning;

    public static class ShortLeases implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "headroom.lease.length", "PT2S",
                    "headroom.lease.shortest", "PT2S",
                    "headroom.lease.margin", "PT1S",
                    "headroom.lease.grace", "PT1S",
                    "headroom.lease.least-grace", "PT1S",
                    "headroom.lease.overrun", "PT20S",
                    "headroom.webhooks.allow-private", "true",
                    "headroom.webhooks.first-pause", "PT0.1S",
                    "headroom.webhooks.tries", "4");
        }
    }

    @BeforeEach
    void connect() {
        provisioning = Others.as(LocalService.PROVISIONING);
    }

    @AfterEach
    void close() throws InterruptedException {
        provisioning.close();
    }

    @Test
    void a_lease_goes_on_while_its_node_lives_and_its_budget_has_money() {
        operator()
                .body(budget("alive", "100.00"))
                .put("/api/v1/budgets/alive")
                .then()
                .statusCode(201);
        NodeId node = bought("alive");
        eventually("it is renewed thrice", SOON, () -> renewals(node).size() >= 3);
        provisioning.say(
                state(node, 9, "alive", NodeState.TERMINATED, Instant.now(), Instant.now()));
        eventually("it is over", SOON, () -> Others.count(over(node)) == 1);
    }

    @Test
    void a_lease_that_cannot_be_renewed_is_denied_and_a_node_that_stays_is_charged_and_alarmed() {
        // Two seconds, two minutes to terminate and a reserve of 20 s at 60.00 an hour are 2.3667:
        // a
        // renewal a second later lacks money.
        operator().body(budget("poor", "2.37")).put("/api/v1/budgets/poor").then().statusCode(201);
        NodeId node = bought("poor");
        eventually("it is denied", SOON, () -> !denials(node).isEmpty());
        LeaseDenied denied = denials(node).getFirst();
        assertThat(denied.budget()).isEqualTo("poor");
        assertThat(denied.missing().isPositive()).isTrue();
    }

    @Test
    void a_node_that_stays_is_alarmed_and_charged_from_the_reserve_within_the_cap() {
        operator()
                .body(budget("stays", "0.39"))
                .put("/api/v1/budgets/stays")
                .then()
                .statusCode(201);
        NodeId node = bought("stays", Duration.ZERO);
        eventually("it is alarmed", SOON, () -> !alarms(node).isEmpty());
        assertThat(alarms(node).getFirst().kind()).isEqualTo("runs-beyond-lease");
        assertThat(Money.of(status("stays", "highestCommitted")))
                .isBetween(Money.of("0.38"), Money.of("0.39"));
        assertThat(Money.of(status("stays", "reserve")))
                .isBetween(Money.of("0.01"), Money.of("0.33"));
        eventually("its reserve is used up", SOON, () -> alarms(node).size() == 2);
        assertThat(alarms(node).getLast().kind()).isEqualTo("beyond-reserve");
        assertThat(status("stays", "reserve")).isEqualTo("0.00");
    }

    private NodeId bought(String tenant) {
        return bought(tenant, Duration.ofMinutes(2));
    }

    private NodeId bought(String tenant, Duration timeToTerminate) {
        NodeId node = Buying.node();
        var whole = purchase(tenant, "60.00", node);
        var spend = whole.nodes().getFirst();
        var request =
                new io.headroom.contracts.budget.SpendRequested(
                        whole.purchase(),
                        List.of(
                                new io.headroom.contracts.budget.NodeSpend(
                                        node,
                                        spend.attributes(),
                                        spend.worstPerHour(),
                                        Duration.ofSeconds(1),
                                        timeToTerminate)),
                        0,
                        Instant.now());
        provisioning.say(request);
        eventually(
                "money is granted",
                SOON,
                () ->
                        !Others.said(
                                        "spend-granted",
                                        request.purchase().toString(),
                                        SpendGranted.class)
                                .isEmpty());
        provisioning.say(state(node, 1, tenant, NodeState.BOOTING, Instant.now(), Instant.now()));
        return node;
    }

    private static String over(NodeId node) {
        return "select count(*) from cost.lease where standing = 'ended' and node = '" + node + "'";
    }

    private static List<LeaseRenewed> renewals(NodeId node) {
        return Others.said("lease-renewed", node.toString(), LeaseRenewed.class);
    }

    private static List<LeaseDenied> denials(NodeId node) {
        return Others.said("lease-denied", node.toString(), LeaseDenied.class);
    }

    private static List<CostAnomaly> alarms(NodeId node) {
        return Others.said("cost-anomaly", node.toString(), CostAnomaly.class);
    }
}
