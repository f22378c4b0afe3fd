package io.headroom.cost;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.as;
import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.problem;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

/// Budgets are declared by operators, read by those they limit, and refuse nonsense by its field.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class BudgetsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"amount\":\"-1.00\",\"period\":{\"every\":\"day\"}} | amount",
                "{\"amount\":\"99999999999.00\",\"period\":{\"every\":\"day\"}} | amount",
                "{\"amount\":\"1.0000001\",\"period\":{\"every\":\"day\"}} | amount",
                "{\"amount\":12,\"period\":{\"every\":\"day\"}} | amount",
                "{\"period\":{\"every\":\"day\"}} | amount",
                "{\"amount\":\"1.00\"} | period",
                "{\"amount\":\"1.00\",\"currency\":\"EURO\",\"period\":{\"every\":\"day\"}} |"
                        + " currency",
                "{\"amount\":\"1.00\",\"period\":{\"every\":\"fortnight\"}} | period.every",
                "{\"amount\":\"1.00\",\"period\":{\"every\":\"day\",\"zone\":\"Mars/Olympus\"}} |"
                        + " period.zone",
                "{\"amount\":\"1.00\",\"period\":{\"from\":\"2026-11-02T00:00:00Z\",\"to\":\"2026-11-01T00:00:00Z\"}}"
                        + " | period.to",
                "{\"amount\":\"1.00\",\"period\":{\"every\":\"day\"},\"thresholds\":[{\"percent\":101}]}"
                        + " | thresholds",
                "{\"amount\":\"1.00\",\"period\":{\"every\":\"day\"},\"nonsense\":1} | nonsense",
                "{\"amount\":\"1.00\",\"period\":{\"every\":\"day\"},\"scope\":{\"tenent\":\"a\"}}"
                        + " | scope.tenent",
            })
    void nonsense_is_refused_by_its_field(String body, String field) {
        problem(operator().body(body).put("/api/v1/budgets/nonsense"), 400)
                .body("errors[0].field", containsString(field));
        problem(operator().get("/api/v1/budgets/nonsense"), 404);
    }

    @Test
    void the_same_again_changes_nothing_and_a_stale_version_is_refused() {
        String path = "/api/v1/budgets/same";
        operator()
                .body(budget("same", "10.00"))
                .put(path)
                .then()
                .statusCode(201)
                .header("Location", endsWith(path))
                .header("ETag", "\"1\"");
        operator()
                .body(budget("same", "10.00"))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        operator()
                .header("If-Match", "\"1\"")
                .body(budget("same", "20.00"))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("amount", equalTo("20.00"));
        problem(
                operator().header("If-Match", "\"1\"").body(budget("same", "30.00")).put(path),
                412);
        operator().delete(path).then().statusCode(204);
        problem(operator().get(path), 404);
        problem(operator().delete(path), 404);
    }

    @Test
    void nobody_raises_the_limit_of_their_own_tenant_and_each_sees_its_own() {
        operator()
                .body(budget("research", "10.00"))
                .put("/api/v1/budgets/research")
                .then()
                .statusCode(201);
        operator()
                .body(budget("others", "10.00"))
                .put("/api/v1/budgets/others")
                .then()
                .statusCode(201);
        problem(
                as("admin", "research")
                        .body(budget("research", "99.00"))
                        .put("/api/v1/budgets/research"),
                403);
        problem(
                as("member", "research")
                        .body(budget("research", "99.00"))
                        .put("/api/v1/budgets/research"),
                403);
        problem(as("member", "research").delete("/api/v1/budgets/research"), 403);
        as("viewer", "research")
                .get("/api/v1/budgets")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("research"))
                .body("items.name", not(hasItem("others")));
        problem(as("viewer", "research").get("/api/v1/budgets/others/status"), 404);
    }

    @Test
    void a_budget_stands_empty_at_first_and_warns_of_a_short_period() {
        operator()
                .body(
                        "{\"scope\":{\"tenant\":\"brief\"},\"amount\":\"5.00\",\"period\":{\"every\":\"hour\"}}")
                .put("/api/v1/budgets/brief")
                .then()
                .statusCode(201)
                .body("warnings[0]", containsString("short"));
        operator()
                .get("/api/v1/budgets/brief/status")
                .then()
                .statusCode(200)
                .body("cap", equalTo("5.00"))
                .body("spent", equalTo("0.00"))
                .body("free", equalTo("5.00"))
                .body("highestCommitted", equalTo("0.00"));
    }

    @Test
    void wrong_questions_are_answered_by_their_parameter() {
        problem(operator().get("/api/v1/leases?node=x"), 400)
                .body("errors[0].field", equalTo("node"));
        problem(operator().get("/api/v1/costs?by=colour"), 400)
                .body("errors[0].field", equalTo("by"));
        problem(operator().get("/api/v1/ledger?from=yesterday"), 400)
                .body("errors[0].field", equalTo("from"));
        problem(operator().body(budget("a", "1.00")).put("/api/v1/budgets/a?onExceed=explode"), 400)
                .body("errors[0].field", equalTo("onExceed"));
        problem(operator().body(budget("a", "1.00")).put("/api/v1/budgets/Not%20A%20Name"), 400)
                .body("errors[0].field", equalTo("name"));
    }
}
