package io.headroom.cost;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.BudgetThresholdReached;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.Occupant;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.cost.lease.LeaseDesk;
import io.headroom.local.LocalService;
import io.headroom.platform.bus.KeyValues;
import io.headroom.platform.database.Transactions;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.problem;
import static io.headroom.cost.Api.status;
import static io.headroom.cost.Buying.purchase;
import static io.headroom.cost.Buying.state;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/// The way of money: asked for, granted, charged, given back.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class PurchaseTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject Transactions transactions;
    @Inject LeaseDesk desk;
    @Inject KeyValues values;

    private Others provisioning;
    private Others placement;

    @BeforeEach
    void connect() {
        provisioning = Others.as(LocalService.PROVISIONING);
        placement = Others.as(LocalService.PLACEMENT);
    }

    @AfterEach
    void close() throws InterruptedException {
        provisioning.close();
        placement.close();
    }

    @Test
    void a_node_is_paid_for_in_advance_charged_what_it_cost_and_gives_back_the_rest() {
        declare("whole", budget("whole", "100.00"));
        NodeId node = Buying.node();
        Instant begin = Instant.now().minusSeconds(2);
        SpendGranted granted = ask(purchase("whole", "60.00", node));
        assertThat(granted.leases())
                .singleElement()
                .satisfies(l -> assertThat(l.budgets()).containsExactly("whole"));
        assertThat(status("whole", "committed")).isEqualTo("17.00");
        assertThat(status("whole", "reserve")).isEqualTo("5.00");
        eventually(
                "the agent's notice is there",
                SOON,
                () -> values.get("lease", "local." + node).isPresent());

        provisioning.say(state(node, 10, "whole", NodeState.BOOTING, Instant.now(), Instant.now()));
        provisioning.say(state(node, 11, "whole", NodeState.READY, Instant.now(), Instant.now()));
        placement.say(occupied(node, "whole"));
        eventually("its bill begins", SOON, () -> "30.00".equals(lease(node, "pricePerHour")));
        eventually("its occupancy is known", SOON, () -> occupancies(node) == 1);
        provisioning.say(
                state(
                        node,
                        12,
                        "whole",
                        NodeState.TERMINATED,
                        Instant.now().plusSeconds(600),
                        Instant.now()));
        eventually("it is over", SOON, () -> "ended".equals(lease(node, "state")));

        Money spent = Money.of(status("whole", "spent"));
        assertThat(spent).isBetween(Money.of("4.90"), Money.of("5.10"));
        assertThat(status("whole", "committed")).isEqualTo("0.00");
        assertThat(status("whole", "reserve")).isEqualTo("0.00");
        assertThat(status("whole", "highestCommitted")).isEqualTo("17.00");
        assertThat(Money.of(status("whole", "neverUsed")))
                .isBetween(Money.of("6.80"), Money.of("7.10"));
        for (String by : List.of("tenant", "class,pool", "model", "node,workload,share")) {
            assertThat(costs(by, begin, node)).isEqualTo(spent);
        }
        eventually(
                "the notice is gone", SOON, () -> values.get("lease", "local." + node).isEmpty());
    }

    @Test
    void a_purchase_is_denied_whole_by_the_budget_that_lacks_it() {
        declare(
                "tight",
                budget(
                        "tight",
                        "20.00",
                        ",\"thresholds\":[{\"percent\":50,\"action\":\"refuse-new\"}]"));
        ask(purchase("tight", "60.00", Buying.node()));
        SpendRequested second = purchase("tight", "60.00", Buying.node());
        provisioning.say(second);
        eventually("an answer", SOON, () -> !denials(second).isEmpty());
        assertThat(denials(second).getFirst().budget()).isEqualTo("tight");
        assertThat(denials(second).getFirst().missing()).isEqualTo(Money.of("14.00"));
        var reached =
                Others.said("budget-threshold-reached", "tight", BudgetThresholdReached.class);
        assertThat(reached)
                .singleElement()
                .satisfies(r -> assertThat(r.action()).isEqualTo("refuse-new"));

        problem(operator().body(budget("tight", "5.00")).put("/api/v1/budgets/tight"), 409)
                .body("errors[0].field", equalTo("amount"))
                .body("committed", equalTo("17.00"));
        operator()
                .body(budget("tight", "5.00"))
                .put("/api/v1/budgets/tight?onExceed=drain")
                .then()
                .statusCode(200)
                .body("drainPlan", hasSize(1));
    }

    @Test
    void a_new_budget_takes_over_what_runs_already() {
        ask(purchase("adopted", "60.00", Buying.node()));
        problem(operator().body(budget("adopted", "5.00")).put("/api/v1/budgets/adopted"), 409);
        declare("adopted", budget("adopted", "50.00"));
        assertThat(Money.of(status("adopted", "committed")))
                .isBetween(Money.of("16.90"), Money.of("17.00"));
    }

    @Test
    void the_same_purchase_again_is_paid_once() {
        declare("twice", budget("twice", "100.00"));
        SpendRequested request = purchase("twice", "60.00", Buying.node());
        ask(request);
        provisioning.say(request);
        eventually("a second answer", SOON, () -> grants(request).size() == 2);
        assertThat(grants(request).get(1)).isEqualTo(grants(request).get(0));
        assertThat(status("twice", "committed")).isEqualTo("17.00");
    }

    @Test
    void a_thousand_requests_at_once_never_pass_the_cap() {
        declare("crowd", budget("crowd", "1700.00"));
        declare("crowd-everything", "{\"amount\":\"100000.00\",\"period\":" + Api.AGES + "}");
        List<SpendRequested> requests =
                Multi.createFrom()
                        .range(0, 1000)
                        .map(_ -> purchase("crowd", "60.00", Buying.node()))
                        .collect()
                        .asList()
                        .await()
                        .atMost(SOON);
        var _ =
                Multi.createFrom()
                        .iterable(requests)
                        .onItem()
                        .transformToUni(
                                r ->
                                        transactions.asService(
                                                session -> desk.answer(session, List.of(r))))
                        .merge(64)
                        .collect()
                        .asList()
                        .await()
                        .atMost(Duration.ofMinutes(2));
        long granted = answered("spend-granted", requests);
        long denied = answered("spend-denied", requests);
        assertThat(granted).isEqualTo(100);
        assertThat(denied).isEqualTo(900);
        assertThat(status("crowd", "committed")).isEqualTo("1700.00");
        operator().delete("/api/v1/budgets/crowd-everything").then().statusCode(204);
    }

    private static int answered(String event, List<SpendRequested> requests) {
        String keys =
                String.join("','", requests.stream().map(r -> r.purchase().toString()).toList());
        return Others.count(
                "select count(*) from bus.outbox where event = '%s' and key in ('%s')"
                        .formatted(event, keys));
    }

    private SpendGranted ask(SpendRequested request) {
        provisioning.say(request);
        eventually("money is granted", SOON, () -> !grants(request).isEmpty());
        return grants(request).getFirst();
    }

    private static void declare(String name, String body) {
        operator().body(body).put("/api/v1/budgets/" + name).then().statusCode(201);
    }

    private static List<SpendGranted> grants(SpendRequested request) {
        return Others.said("spend-granted", request.purchase().toString(), SpendGranted.class);
    }

    private static List<SpendDenied> denials(SpendRequested request) {
        return Others.said("spend-denied", request.purchase().toString(), SpendDenied.class);
    }

    private static String lease(NodeId node, String field) {
        return operator()
                .get("/api/v1/leases?node=" + node)
                .then()
                .statusCode(200)
                .extract()
                .path("items[0]." + field);
    }

    private static int occupancies(NodeId node) {
        return Others.count("select count(*) from cost.occupancy where node = '" + node + "'");
    }

    private static Money costs(String by, Instant from, NodeId node) {
        List<java.util.Map<String, Object>> items =
                operator()
                        .get("/api/v1/costs?by=" + by + ",node&from=" + from)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("items");
        return items.stream()
                .filter(i -> String.valueOf(i.get("group")).contains(node.toString()))
                .map(i -> Money.of(String.valueOf(i.get("amount"))))
                .reduce(Money.ZERO, Money::plus);
    }

    private static NodeOccupancy occupied(NodeId node, String tenant) {
        Occupant one =
                new Occupant(
                        new WorkloadId(UUID.randomUUID()),
                        tenant,
                        "production",
                        WorkloadClass.TRAINING,
                        3000);
        return new NodeOccupancy(node, 1, Instant.now(), 1, 3000, List.of(one), null);
    }
}
