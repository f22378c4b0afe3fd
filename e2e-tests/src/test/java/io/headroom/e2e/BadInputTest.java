package io.headroom.e2e;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

/// What is wrong is refused in words that name the field, and changes nothing.
@Order(2)
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final String WORKLOADS = "/api/v1/workloads";
    private static final String BUDGET = "/api/v1/budgets/careful";

    private final Headroom headroom;
    private Corner corner;
    private List<Object> before = List.of();

    BadInputTest(Headroom headroom) {
        this.headroom = headroom;
        this.corner = new Corner(headroom, "careful");
    }

    @BeforeAll
    void declare() {
        corner = Corner.declare(headroom, "careful", 2);
        put(BUDGET, budget("50.00")).then().statusCode(oneOf(200, 201));
    }

    @BeforeEach
    void look() {
        before = workloads();
    }

    @AfterEach
    void nothing_has_changed() {
        assertThat(workloads()).isEqualTo(before);
        assertThat(headroom.get(BUDGET).getString("amount")).isEqualTo("50.00");
    }

    @Test
    void an_unknown_gpu_model() {
        refused(with("gpu", Map.of("count", 1, "models", List.of("H900"))), "gpu.models[0]");
    }

    @Test
    void a_negative_count() {
        refused(with("gpu", Map.of("count", -1)), "gpu.count");
    }

    @Test
    void an_absurd_count() {
        refused(with("gpu", Map.of("count", 1_000_000)), "gpu.count");
        refused(with("gpu", Map.of("count", 1_000_000_000_000L)), "gpu.count");
        refused(with("gpu", Map.of("count", 0)), "gpu.count");
        refused(with("gpu", Map.of("count", 1.5)), "gpu.count");
    }

    @Test
    void an_absurd_number_of_replicas() {
        refused(with("replicas", -1), "replicas");
        refused(with("replicas", 2_000_000_000), "replicas");
        refused(with("replicas", 0), "replicas");
    }

    @Test
    void a_duration_that_lies_in_the_past_or_beyond_a_lifetime() {
        refused(with("expectedDuration", "-PT1H"), "expectedDuration");
        refused(with("expectedDuration", "P40000D"), "expectedDuration");
        refused(with("expectedDuration", "soon"), "expectedDuration");
        refused(with("durationAtMost", "PT0.1S"), "durationAtMost");
        refused(with("deadline", "tomorrow"), "deadline");
    }

    @Test
    void a_count_that_is_a_text() {
        refused(with("gpu", Map.of("count", "one")), "gpu.count");
    }

    @Test
    void an_unknown_field() {
        refused(with("colour", "blue"), "colour");
    }

    @Test
    void an_unknown_tenant() {
        refused(with("tenant", "nobody"), "tenant");
    }

    @Test
    void a_gang_larger_than_any_pool() {
        var body = corner.workload("gang", 50, 60);
        body.put("gang", true);
        problem(post(body), 422).body("errors.field", hasItem("replicas"));
    }

    @Test
    void malformed_json() {
        problem(headroom.operator().body("{\"name\":").post(WORKLOADS), 400)
                .body("errors.field", hasItem("body"))
                .body("errors[0].message", startsWith("is not JSON"));
    }

    @Test
    void an_oversized_body() {
        problem(post(with("name", "x".repeat(1_500_000))), 413)
                .body("errors.field", hasItem("body"));
    }

    @Test
    void an_unknown_caller() {
        problem(headroom.as("not.a.token").get(WORKLOADS), 401)
                .body("errors.field", hasItem("Authorization"));
    }

    @Test
    void another_tenants_workload() {
        String id = corner.submit("mine", 1, 1);
        corner.cancelAll();
        before = workloads();
        problem(headroom.member("first").get(WORKLOADS + "/" + id), 404)
                .body("errors.field", hasItem("workload"));
        problem(headroom.member("first").post(WORKLOADS + "/" + id + "/cancel"), 404);
    }

    @Test
    void a_workload_for_another_tenant() {
        var body = corner.workload("theirs", 1, 60);
        problem(headroom.member("first").body(body).post(WORKLOADS), 403)
                .body("errors.field", hasItem("tenant"));
    }

    @Test
    void two_bodies_under_one_key() {
        corner.submit("once", 1, 1);
        corner.cancelAll();
        before = workloads();
        var underTheKey = headroom.operator().header("Idempotency-Key", "careful-once");
        problem(underTheKey.body(corner.workload("twice", 1, 1)).post(WORKLOADS), 422)
                .body("errors.field", hasItem("Idempotency-Key"));
    }

    @Test
    void a_change_of_what_somebody_else_has_changed() {
        var stale = headroom.operator().header("If-Match", "\"99\"");
        problem(stale.body(budget("60.00")).put(BUDGET), 412)
                .body("errors.field", hasItem("If-Match"));
    }

    @Test
    void a_budget_without_a_period() {
        problem(put("/api/v1/budgets/endless", Map.of("amount", "1.00")), 400)
                .body("errors.field", hasItem(startsWith("period")));
        headroom.operator().get("/api/v1/budgets/endless").then().statusCode(404);
    }

    @Test
    void a_cap_below_what_is_spent_or_committed() {
        // For longer than is waited: of what has ended nothing is committed any more.
        corner.submit("spends", 1, 7200);
        until(
                "something is spent and more is committed",
                Duration.ofMinutes(2),
                () -> of("spent").signum() > 0 && of("committed").signum() > 0);
        problem(put(BUDGET, budget("0.000001")), 422).body("errors.field", hasItem("amount"));
        var between =
                of("spent").add(of("committed").movePointLeft(1)).setScale(6, RoundingMode.DOWN);
        problem(put(BUDGET, budget(between.toPlainString())), 409)
                .body("errors.field", hasItem("amount"));
        corner.cancelAll();
        before = workloads();
    }

    private Map<String, Object> with(String field, Object value) {
        var body = corner.workload("wrong", 1, 60);
        body.put(field, value);
        return body;
    }

    private void refused(Map<String, Object> body, String field) {
        problem(post(body), 400).body("errors.field", hasItem(field));
    }

    /// Whatever is refused is refused in the same form.
    private static ValidatableResponse problem(Response response, int status) {
        return response.then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("status", equalTo(status))
                .body("title", not(emptyOrNullString()));
    }

    private BigDecimal of(String part) {
        return new BigDecimal(headroom.get(BUDGET + "/status").getString(part));
    }

    private Response post(Map<String, Object> body) {
        return headroom.operator().body(body).post(WORKLOADS);
    }

    private Response put(String path, Map<String, Object> body) {
        return headroom.operator().body(body).put(path);
    }

    private static Map<String, Object> budget(String amount) {
        return Map.of(
                "scope",
                Map.of("pool", "careful"),
                "amount",
                amount,
                "period",
                Map.of("every", "quarter"),
                "enforcement",
                "hard");
    }

    private List<Object> workloads() {
        return corner.workloads().getList("items.collect { [it.id, it.state] }");
    }
}
