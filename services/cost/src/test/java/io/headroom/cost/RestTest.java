package io.headroom.cost;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.as;
import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.status;
import static io.headroom.cost.Buying.purchase;
import static io.headroom.cost.Buying.state;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// A stopped node's disk goes on costing, and waking it is a purchase of its own.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class RestTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Money DISK = Money.of("0.60");

    private Others provisioning;
    private Instant stopped = Instant.EPOCH;

    @BeforeEach
    void connect() {
        provisioning = Others.as(LocalService.PROVISIONING);
    }

    @AfterEach
    void close() throws InterruptedException {
        provisioning.close();
    }

    @Test
    void two_lives_and_the_rest_between_them_are_charged_each_at_its_price() {
        declare("rested", "100.00");
        NodeId node = ran("rested");
        rests(node, 3);
        eventually(
                "its disk alone is on hold", SOON, () -> held("rested").compareTo(cents(20)) < 0);
        assertThat(spent("rested")).isEqualTo(Money.of("30.00"));
        SpendRequested wake = wakes(node, "rested", 3);
        eventually("it is granted", SOON, () -> !granted(wake).isEmpty());
        assertThat(held("rested")).isGreaterThan(Money.of("10.00"));
        assertThat(granted(wake).getFirst().leases().getFirst().version()).isGreaterThan(1);

        Instant begin = Instant.now();
        provisioning.say(state(node, 5, "rested", NodeState.BOOTING, begin, begin));
        provisioning.say(
                state(node, 6, "rested", NodeState.TERMINATED, begin.plusSeconds(1800), begin));
        eventually("it is over", SOON, () -> Others.count(standing(node, "ended")) == 1);
        assertThat(held("rested")).isEqualTo(Money.ZERO);
        assertThat(spent("rested")).isBetween(Money.of("45.00"), Money.of("45.02"));
        assertThat(sum("rested")).isEqualTo(spent("rested"));
    }

    @Test
    void a_wake_may_be_heard_before_the_stop_that_it_follows() {
        declare("hasty", "100.00");
        NodeId node = ran("hasty");
        SpendRequested wake = wakes(node, "hasty", 3);
        eventually("it is granted", SOON, () -> !granted(wake).isEmpty());
        assertThat(spent("hasty")).isEqualTo(Money.of("30.00"));
        provisioning.say(wake); // asked again, it is the same answer
        rests(node, 3);
        eventually("heard late", SOON, () -> Others.count(heard(node, 3)) == 1);
        assertThat(Others.count(standing(node, "open"))).isEqualTo(1);
        assertThat(held("hasty")).as("the new lease stands").isGreaterThan(Money.of("10.00"));
    }

    @Test
    void a_wake_that_is_denied_leaves_the_disk_paid() {
        declare("brief-rest", "17.50");
        NodeId node = ran("brief-rest", 600);
        rests(node, 3);
        eventually(
                "its disk alone is on hold",
                SOON,
                () -> held("brief-rest").compareTo(cents(20)) < 0);
        Money rest = held("brief-rest");
        assertThat(rest.isPositive()).isTrue();
        operator()
                .body(budget("brief-rest", "6.00"))
                .put("/api/v1/budgets/brief-rest")
                .then()
                .statusCode(200);
        SpendRequested wake = wakes(node, "brief-rest", 3);
        eventually("it is denied", SOON, () -> !denied(wake).isEmpty());
        assertThat(denied(wake).getFirst().budget()).isEqualTo("brief-rest");
        assertThat(held("brief-rest")).isEqualTo(rest);
        assertThat(Others.count(standing(node, "open"))).isEqualTo(1);
    }

    @Test
    void a_wake_that_its_provider_refused_gives_the_machines_money_back() {
        declare("refused", "100.00");
        NodeId node = ran("refused");
        rests(node, 3);
        eventually(
                "its disk alone is on hold", SOON, () -> held("refused").compareTo(cents(20)) < 0);
        SpendRequested wake = wakes(node, "refused", 3);
        eventually("it is granted", SOON, () -> !granted(wake).isEmpty());
        stopped = Instant.now();
        rests(node, 6);
        eventually("its disk alone again", SOON, () -> held("refused").compareTo(cents(20)) < 0);
        assertThat(held("refused").isPositive()).isTrue();
        assertThat(spent("refused")).isBetween(Money.of("30.00"), Money.of("30.01"));
        assertThat(Others.count(standing(node, "open"))).isEqualTo(1);
    }

    private static void declare(String tenant, String amount) {
        operator()
                .body(budget(tenant, amount))
                .put("/api/v1/budgets/" + tenant)
                .then()
                .statusCode(201);
    }

    /// A node that was bought, and has run for an hour at $30.
    private NodeId ran(String tenant) {
        return ran(tenant, 3600);
    }

    private NodeId ran(String tenant, int seconds) {
        NodeId node = Buying.node();
        SpendRequested request = purchase(tenant, "60.00", node);
        provisioning.say(request);
        eventually("money is granted", SOON, () -> !granted(request).isEmpty());
        Instant begin = Instant.now();
        stopped = begin.plusSeconds(seconds);
        provisioning.say(state(node, 1, tenant, NodeState.BOOTING, begin, begin));
        provisioning.say(state(node, 2, tenant, NodeState.READY, begin, begin));
        eventually("it is heard", SOON, () -> Others.count(heard(node, 2)) == 1);
        return node;
    }

    private void rests(NodeId node, long version) {
        provisioning.say(
                Buying.at(DISK, state(node, version, "any", NodeState.WARM, stopped, null)));
    }

    private SpendRequested wakes(NodeId node, String tenant, long version) {
        NodeSpend plain = Buying.spend(node, tenant, "60.00");
        SpendRequested wake =
                new SpendRequested(
                        new PurchaseId(UUID.randomUUID()),
                        List.of(
                                new NodeSpend(
                                        node,
                                        plain.attributes(),
                                        plain.worstPerHour(),
                                        plain.minimumBilling(),
                                        plain.timeToTerminate(),
                                        new NodeSpend.Woken(version, stopped, DISK))),
                        0,
                        Instant.now());
        provisioning.say(wake);
        return wake;
    }

    private static List<SpendGranted> granted(SpendRequested request) {
        return Others.said("spend-granted", request.purchase().toString(), SpendGranted.class);
    }

    private static List<SpendDenied> denied(SpendRequested request) {
        return Others.said("spend-denied", request.purchase().toString(), SpendDenied.class);
    }

    private static Money cents(long cents) {
        return new Money(cents * 10_000);
    }

    private static Money spent(String budget) {
        return Money.of(status(budget, "spent"));
    }

    private static Money held(String budget) {
        return Money.of(status(budget, "committed"));
    }

    private static Money sum(String tenant) {
        return Money.of(
                as("viewer", tenant)
                        .get("/api/v1/costs?by=tenant")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("total"));
    }

    private static String standing(NodeId node, String standing) {
        return "select count(*) from cost.lease where standing = '%s' and node = '%s'"
                .formatted(standing, node);
    }

    private static String heard(NodeId node, long version) {
        return "select count(*) from cost.node where version = %d and node = '%s'"
                .formatted(version, node);
    }
}
