package io.headroom.cost;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.BudgetChanged;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.cost.lease.LeaseDesk;
import io.headroom.platform.database.Transactions;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.as;
import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.problem;
import static io.headroom.cost.Api.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

/// What a policy can ask for besides an amount.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class PoliciesTest {

    @Inject Transactions transactions;
    @Inject LeaseDesk desk;

    @Test
    void a_change_is_said_so_that_what_was_refused_is_asked_for_again() {
        declare("raised", budget("raised", "10.00"));
        declare("raised", budget("raised", "10.00"));
        declare("raised", budget("raised", "20.00"));
        operator().delete("/api/v1/budgets/raised").then().statusCode(204);
        List<BudgetChanged> said = Others.said("budget-changed", "raised", BudgetChanged.class);
        assertThat(said).hasSize(3);
        assertThat(said.getLast().spec()).isNull();
        assertThat(said.stream().map(BudgetChanged::version)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_dry_run_says_what_would_be_refused_and_changes_nothing() {
        declare("dry", budget("dry", "100.00"));
        assertThat(granted(ask(node("dry", WorkloadClass.TRAINING, CapacityType.ON_DEMAND))))
                .isTrue();
        operator()
                .body(budget("dry", "5.00"))
                .put("/api/v1/budgets/dry?dryRun=true&onExceed=drain")
                .then()
                .statusCode(200)
                .body("budget.amount", equalTo("5.00"))
                .body("now", hasSize(1))
                .body("now[0].budget", equalTo("dry"))
                .body("lastWeek.nodes", equalTo(0));
        operator().get("/api/v1/budgets/dry").then().body("amount", equalTo("100.00"));
        problem(operator().body(budget("dry", "5.00")).put("/api/v1/budgets/dry?dryRun=true"), 409);
    }

    @Test
    void whoever_tries_what_they_may_not_is_in_the_log() {
        declare("logged", budget("logged", "10.00"));
        problem(
                as("member", "logged")
                        .body(budget("logged", "99.00"))
                        .put("/api/v1/budgets/logged"),
                403);
        problem(operator().body("{\"amount\":\"-1\"}").put("/api/v1/budgets/logged"), 400);
        operator()
                .get("/api/v1/budgets/logged/history")
                .then()
                .statusCode(200)
                .body("items.outcome", equalTo(List.of("accepted", "refused 403", "refused 400")))
                .body("items[0].version", equalTo(1))
                .body("items[0].spec.amount", equalTo("10.00"))
                .body("items[1].tenant", equalTo("logged"));
        problem(as("member", "logged").get("/api/v1/budgets/logged/history"), 403);
    }

    @Test
    void what_is_reserved_for_a_class_others_do_not_get() {
        declare(
                "shared",
                budget(
                        "shared",
                        "40.00",
                        ",\"reserved\":{\"classes\":[\"online-inference\"],\"percent\":50}"));
        assertThat(granted(ask(node("shared", WorkloadClass.TRAINING, CapacityType.ON_DEMAND))))
                .isTrue();
        SpendRequested second = ask(node("shared", WorkloadClass.TRAINING, CapacityType.ON_DEMAND));
        assertThat(denials(second))
                .singleElement()
                .satisfies(d -> assertThat(d.budget()).isEqualTo("shared"))
                .satisfies(d -> assertThat(d.missing()).isEqualTo(Money.of("14.00")));
        assertThat(
                        granted(
                                ask(
                                        node(
                                                "shared",
                                                WorkloadClass.ONLINE_INFERENCE,
                                                CapacityType.ON_DEMAND))))
                .isTrue();
        assertThat(status("shared", "committed")).isEqualTo("34.00");
        operator().delete("/api/v1/budgets/shared").then().statusCode(204);
        assertThat(Others.count("select count(*) from cost.account where budget like 'shared%'"))
                .isZero();
    }

    @Test
    void a_threshold_lets_only_spot_machines_in() {
        declare(
                "spotty",
                budget(
                        "spotty",
                        "100.00",
                        ",\"thresholds\":[{\"percent\":10,\"action\":\"spot-only\"}]"));
        ask(node("spotty", WorkloadClass.TRAINING, CapacityType.ON_DEMAND));
        SpendRequested second = ask(node("spotty", WorkloadClass.TRAINING, CapacityType.ON_DEMAND));
        assertThat(denials(second))
                .singleElement()
                .satisfies(d -> assertThat(d.rule()).isEqualTo("spot-only"));
        assertThat(granted(ask(node("spotty", WorkloadClass.TRAINING, CapacityType.SPOT))))
                .isTrue();
        operator()
                .get("/api/v1/budgets/spotty/status")
                .then()
                .body("restrictions", equalTo(List.of("spot-only")));
        declare("spotty", budget("spotty", "100.00"));
        operator().get("/api/v1/budgets/spotty/status").then().body("restrictions", empty());
    }

    @Test
    void a_rolling_period_has_a_window_and_refuses_what_does_not_fit_into_any() {
        operator()
                .body(
                        "{\"scope\":{\"tenant\":\"rolls\"},\"amount\":\"20.00\",\"period\":{\"rolling\":\"P7D\"}}")
                .put("/api/v1/budgets/rolls")
                .then()
                .statusCode(201)
                .body("period.rolling", equalTo("PT168H"));
        assertThat(granted(ask(node("rolls", WorkloadClass.TRAINING, CapacityType.ON_DEMAND))))
                .isTrue();
        assertThat(denials(ask(node("rolls", WorkloadClass.TRAINING, CapacityType.ON_DEMAND))))
                .hasSize(1);
        assertThat(status("rolls", "committed")).isEqualTo("17.00");
    }

    @Test
    void webhooks_to_private_addresses_are_refused() {
        for (String url :
                List.of(
                        "http://127.0.0.1:8080/x",
                        "http://localhost/x",
                        "https://10.1.2.3/x",
                        "http://[::1]/x",
                        "http://169.254.169.254/latest",
                        "http://[fd00::1]/x")) {
            problem(operator().body(hook(url)).put("/api/v1/budgets/hook"), 400)
                    .body("errors[0].field", startsWith("thresholds"));
        }
        problem(operator().body(hook("ftp://example.com/x")).put("/api/v1/budgets/hook"), 400);
        declare("hook", hook("https://example.com/hooks/1"));
        operator()
                .get("/api/v1/budgets/hook/webhooks/key?url=https://example.com/hooks/1")
                .then()
                .statusCode(200)
                .body("key.length()", equalTo(43));
    }

    private static String hook(String url) {
        return budget(
                "hook",
                "10.00",
                ",\"thresholds\":[{\"percent\":90,\"action\":\"webhook\",\"url\":\""
                        + url
                        + "\"}]");
    }

    private static NodeSpend node(String tenant, WorkloadClass of, CapacityType capacity) {
        return new NodeSpend(
                Buying.node(),
                new SpendAttributes(
                        tenant,
                        "production",
                        "h100-aws",
                        "default",
                        ProviderKind.AWS,
                        "us-east-1",
                        capacity,
                        Map.of(),
                        of),
                Money.of("60.00"),
                Duration.ofSeconds(60),
                Duration.ofMinutes(2));
    }

    private SpendRequested ask(NodeSpend node) {
        SpendRequested request =
                new SpendRequested(
                        new PurchaseId(UUID.randomUUID()), List.of(node), 0, Instant.now());
        transactions
                .asService(session -> desk.answer(session, List.of(request)))
                .await()
                .atMost(Duration.ofSeconds(60));
        return request;
    }

    private static boolean granted(SpendRequested request) {
        return !Others.said("spend-granted", request.purchase().toString(), SpendGranted.class)
                .isEmpty();
    }

    private static List<SpendDenied> denials(SpendRequested request) {
        return Others.said("spend-denied", request.purchase().toString(), SpendDenied.class);
    }

    private static void declare(String name, String body) {
        operator().body(body).put("/api/v1/budgets/" + name).then().statusCode(lessThan(300));
    }
}
