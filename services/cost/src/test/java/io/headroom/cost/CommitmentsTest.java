package io.headroom.cost;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.CommitmentChanged;
import io.headroom.contracts.price.CommitmentUsed;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.as;
import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.problem;
import static io.headroom.cost.Api.status;
import static io.headroom.cost.CostsSaid.costs;
import static io.headroom.cost.CostsSaid.money;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

/// What is committed to costs its fee whether it is used or not: its budgets have it before anything else, and the ledger to the millionth.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class CommitmentsTest extends WithProvisioning {

    @Test
    void its_budgets_must_have_the_fee_and_keep_it_until_it_is_spent() {
        operator()
                .body(budget("small", "100.00"))
                .put("/api/v1/budgets/small")
                .then()
                .statusCode(201);
        Instant now = now();
        problem(commit("small", reserved("small", 2, "60.00", now.plusSeconds(3600))), 409)
                .body("detail", containsString("budget small lacks"));
        problem(operator().get("/api/v1/commitments/small"), 404);
        commit("small", reserved("small", 1, "60.00", now.plusSeconds(3600)))
                .then()
                .statusCode(201);
        assertThat(money("small", "committed").plus(money("small", "spent")))
                .isBetween(Money.of("59.90"), Money.of("60.10"));
        // 41 dollars are free: a machine at 300 dollars an hour has no lease of 17 minutes.
        assertThat(Money.of(status("small", "free"))).isLessThan(Money.of("41.00"));
        assertThat(Others.said("commitment-changed", "small", CommitmentChanged.class)).hasSize(1);
        commit("small", reserved("small", 1, "60.00", now.plusSeconds(3600)))
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
        // It ends earlier: what it would have cost after that is free again.
        commit("small", reserved("small", 1, "60.00", now.plusSeconds(1800)))
                .then()
                .statusCode(200);
        assertThat(money("small", "committed").plus(money("small", "spent")))
                .isBetween(Money.of("29.90"), Money.of("30.10"));
        problem(commit("small", reserved("small", 1, "1.00", now.plusSeconds(1800))), 409);
        problem(operator().delete("/api/v1/commitments/small"), 409);
    }

    @Test
    void one_that_has_not_begun_can_be_taken_back_with_its_money() {
        operator()
                .body(budget("later", "100.00"))
                .put("/api/v1/budgets/later")
                .then()
                .statusCode(201);
        Instant from = now().plusSeconds(7200);
        String body =
                reserved("later", 1, "60.00", from.plusSeconds(3600))
                        .replace("2026-01-01T00:00:00Z", from.toString());
        commit("later", body).then().statusCode(201);
        assertThat(status("later", "committed")).isEqualTo("60.00");
        operator().delete("/api/v1/commitments/later").then().statusCode(204);
        assertThat(status("later", "committed")).isEqualTo("0.00");
    }

    @Test
    void a_budget_that_is_declared_later_has_the_fee_as_well() {
        Instant now = now();
        commit("early", reserved("early", 1, "60.00", now.plusSeconds(3600)))
                .then()
                .statusCode(201);
        operator()
                .body(budget("early", "100.00"))
                .put("/api/v1/budgets/early")
                .then()
                .statusCode(201);
        eventually(
                "it is posted",
                SOON,
                () ->
                        money("early", "committed")
                                        .plus(money("early", "spent"))
                                        .compareTo(Money.of("59.90"))
                                > 0);
    }

    @Test
    void the_ledger_has_the_fee_to_the_millionth_used_and_idle_apart() {
        operator()
                .body(budget("fees", "1000.00"))
                .put("/api/v1/budgets/fees")
                .then()
                .statusCode(201);
        Instant from = now();
        Instant to = from.plusSeconds(5);
        commit("fees", reserved("fees", 2, "36.00", to)).then().statusCode(201);
        provisioning.say(
                new CommitmentUsed(
                        "fees",
                        from.plusSeconds(2).toEpochMilli(),
                        from.plusSeconds(2),
                        Money.of("36.00")));
        eventually(
                "all of it is charged",
                Duration.ofMinutes(2),
                () ->
                        operator()
                                .get("/api/v1/commitments/fees")
                                .jsonPath()
                                .getString("chargedTo")
                                .equals(to.toString()));
        Instant since =
                Instant.parse(
                        operator().get("/api/v1/commitments/fees").jsonPath().getString("since"));
        Money fee = Money.of("72.00").perHourFor(Duration.between(since, to));
        Money total = Money.of(costs("fees", "tenant").jsonPath().getString("total"));
        assertThat(fee.minus(total).micros()).isBetween(0L, 1L);
        assertThat(as("viewer", "fees").get("/api/v1/costs/focus").asString())
                .contains("Purchase", "fee: commitment", "fee: idle-commitment");
        costs("fees", "share")
                .then()
                .body("items.group.share", hasItem("commitment"))
                .body("items.group.share", hasItem("idle-commitment"));
        // The part of a millionth that was used is idle, each time that the fee is charged.
        assertThat(
                        Money.of(
                                costs("fees", "share")
                                        .jsonPath()
                                        .getString(
                                                "items.find{it.group.share=='commitment'}.amount")))
                .isBetween(Money.of("0.029995"), Money.of("0.03"));
        // By node alone, whole hours come from the nodes' own sums, in which no fee is.
        operator()
                .get(
                        "/api/v1/costs?by=node&from=%s&to=%s"
                                .formatted(
                                        since.truncatedTo(ChronoUnit.HOURS),
                                        to.truncatedTo(ChronoUnit.HOURS).plusSeconds(3600)))
                .then()
                .body("items.amount", hasItem(total.toString()));
        eventually(
                "and spent in its budget",
                SOON,
                () ->
                        money("fees", "spent").minus(total).micros() <= 1
                                && money("fees", "committed").micros() == 0);
    }

    @Test
    void what_is_wrong_is_named_and_only_operators_see_them() {
        problem(
                        commit(
                                "wrong",
                                "{\"kind\":\"savings-plan\",\"provider\":\"redfish\",\"perHour\":\"1\",\"nodes\":2}"),
                        400)
                .body("errors.field", hasItem("provider"))
                .body("errors.field", hasItem("nodes"))
                .body("errors.field", hasItem("discountPercent"))
                .body("errors.field", hasItem("from"));
        as("member", "fees").get("/api/v1/commitments").then().statusCode(403);
    }
}
