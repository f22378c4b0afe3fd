package io.headroom.cost;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.Occupant;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.as;
import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.problem;
import static io.headroom.cost.Api.status;
import static io.headroom.cost.Buying.state;
import static io.headroom.cost.CostsSaid.amount;
import static io.headroom.cost.CostsSaid.ofNode;
import static io.headroom.cost.CostsSaid.sum;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/// Costs as others write them: the hours' sums, a FOCUS bill, a provider's invoice.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class BillsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String HOURS_APART =
            """
            select count(*) from (select node, date_trunc('hour', from_at, 'UTC') as hour, sum(amount) as amount
                from cost.ledger where budget is null and tenant = 'sums' group by 1, 2) entered
            left join cost.node_hour summed using (node, hour) where summed.amount is distinct from entered.amount
            """;

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
    void the_sums_of_the_hours_are_those_of_the_entries() {
        Instant begin = Instant.now();
        NodeId node = ran("sums", 4, true);
        ran("sums", 9, false);
        Money total = sum("tenant", "sums");
        assertThat(total.isPositive()).isTrue();
        for (String by :
                List.of("class", "share", "node", "workload,class", "pool,lane", "model")) {
            assertThat(sum(by, "sums")).as(by).isEqualTo(total);
        }
        // Of what reaches over an end, each side has its part.
        Instant within = begin.plusSeconds(2);
        Money before = sum("class&to=" + within, "sums");
        assertThat(before.isPositive()).isTrue();
        assertThat(before.plus(sum("class&from=" + within, "sums"))).isEqualTo(total);
        assertThat(sum("node&to=" + within, "sums")).isEqualTo(before);
        // From within an hour into another: what is whole comes from the hours, the rest from the
        // entries.
        String span = "&from=" + begin.minusSeconds(3) + "&to=" + begin.plusSeconds(7_203);
        assertThat(sum("class" + span, "sums")).isEqualTo(sum("node" + span, "sums"));
        // By node alone, whole hours come from the nodes' own sums.
        Instant hour = begin.truncatedTo(ChronoUnit.HOURS);
        String hours = "&from=" + hour + "&to=" + hour.plusSeconds(7_200);
        assertThat(ofNode("node" + hours, node))
                .isEqualTo(ofNode("node,tenant" + hours, node))
                .isNotEqualTo(Money.ZERO);
        // One never came up.
        assertThat(
                        amount(
                                        "failed",
                                        as("viewer", "sums")
                                                .get("/api/v1/costs?by=share")
                                                .path("items"))
                                .isPositive())
                .isTrue();
        assertThat(Others.count(HOURS_APART)).isZero();
    }

    @Test
    void a_budget_that_is_declared_late_knows_what_was_spent_and_what_it_would_have_refused() {
        NodeId node = ran("late", 30, true);
        Money cost = sum("tenant", "late");
        operator()
                .body(budget("late", "100.00"))
                .put("/api/v1/budgets/late")
                .then()
                .statusCode(201);
        assertThat(status("late", "spent")).isEqualTo(cost.toString());
        // As if it had been some hours ago.
        for (String sums : List.of("node_hour", "bought_hour")) {
            assertThat(Others.count(hoursBack(sums, node))).isPositive();
        }
        String hourly =
                "{\"scope\":{\"tenant\":\"late\"},\"amount\":\"0.01\",\"period\":{\"every\":\"hour\"}}";
        operator()
                .body(hourly)
                .put("/api/v1/budgets/hourly?dryRun=true")
                .then()
                .statusCode(200)
                .body("lastWeek.nodes", equalTo(1))
                .body("lastWeek.amount", equalTo(cost.toString()))
                .body("now", hasSize(0));
        problem(operator().get("/api/v1/budgets/hourly"), 404);
    }

    @Test
    void a_focus_bill_keeps_the_rules_of_its_version_and_adds_up() throws IOException {
        NodeId node = ran("focus", 30, true);
        String csv =
                as("viewer", "focus")
                        .get("/api/v1/costs/focus")
                        .then()
                        .statusCode(200)
                        .contentType("text/csv")
                        .extract()
                        .asString();
        List<Map<String, String>> rows = FocusRules.read(csv);
        assertThat(rows).isNotEmpty();
        assertThat(FocusRules.breaches(rows)).isEmpty();
        BigDecimal billed =
                rows.stream()
                        .map(r -> new BigDecimal(r.get("BilledCost")))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(billed).isEqualByComparingTo(sum("tenant", "focus").decimal());
        assertThat(rows).allMatch(r -> node.toString().equals(r.get("ResourceName")));
        assertThat(FocusRules.parquet(Api.parquet("focus"))).isEqualTo(FocusRules.plain(rows));
        problem(operator().get("/api/v1/costs/focus?version=9"), 400);
        problem(operator().accept(Api.PARQUET).get("/api/v1/costs/focus?version=9"), 400);
        assertThat(FocusRules.breaches(List.of(Map.of("BilledCost", "x")))).isNotEmpty();
    }

    @Test
    void an_invoice_is_compared_machine_by_machine() {
        NodeId node = ran("invoiced", 3600, true);
        Money cost = sum("tenant", "invoiced");
        String provider =
                "select count(*) from cost.node where provider_id = 'i-1' and node = '%s'"
                        .formatted(node);
        assertThat(Others.count(provider)).isEqualTo(1);
        String header = "provider,resource,from,to,amount\n";
        Api.invoice("wrong", "provider,amount\n", 400);
        Api.invoice("wrong", header + "aws,i-9,yesterday,today,1\n", 400);
        Api.invoice(
                "n-1",
                header + "gcp,i-none,2020-01-01T00:00:00Z,2120-01-01T00:00:00Z," + cost + "\n",
                200);
        operator()
                .get("/api/v1/costs/invoices/n-1")
                .then()
                .statusCode(200)
                .body("invoiced", equalTo(cost.toString()))
                .body("differences", hasSize(1))
                .body("differences[0].why", equalTo("not-in-ledger"));
        problem(operator().get("/api/v1/costs/invoices/unheard-of"), 404);
    }

    private static String hoursBack(String sums, NodeId node) {
        return """
        with moved as (update cost.%s set hour = hour - interval '3 hours'
            where bought in (select bought from cost.node_hour where node = '%s') returning 1)
        select count(*) from moved
        """
                .formatted(sums, node);
    }

    /// A node that was bought, ran for so long, and is gone.
    private NodeId ran(String tenant, int seconds, boolean ready) {
        NodeId node = Buying.node();
        SpendRequested request = Buying.purchase(tenant, "60.00", node);
        provisioning.say(request);
        eventually("money is granted", SOON, () -> !grants(request).isEmpty());
        Instant begin = Instant.now();
        provisioning.say(state(node, 1, tenant, NodeState.BOOTING, begin, begin));
        if (ready) {
            provisioning.say(state(node, 2, tenant, NodeState.READY, begin, begin));
            placement.say(occupied(node, tenant));
        }
        eventually("it is charged", SOON, () -> Others.count(launched(node)) == 1);
        provisioning.say(
                state(node, 3, tenant, NodeState.TERMINATED, begin.plusSeconds(seconds), begin));
        eventually("it is over", SOON, () -> Others.count(over(node)) == 1);
        return node;
    }

    private static String launched(NodeId node) {
        return "select count(*) from cost.lease where doc ->> 'billedFrom' is not null and node = '%s'"
                .formatted(node);
    }

    private static String over(NodeId node) {
        return "select count(*) from cost.lease where standing = 'ended' and node = '" + node + "'";
    }

    private static List<SpendGranted> grants(SpendRequested request) {
        return Others.said("spend-granted", request.purchase().toString(), SpendGranted.class);
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
