package io.headroom.cost;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.cost.Api.as;
import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.problem;
import static io.headroom.cost.Api.status;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/// Other currencies than the ledger's: known by their rates, and worth the same as long as a period lasts.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class RatesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void a_currency_without_a_rate_is_refused_with_how_to_say_one() {
        for (String query : new String[] {"", "?dryRun=true"}) {
            problem(
                            operator()
                                    .body(in("SEK", "sek", "10.00"))
                                    .put("/api/v1/budgets/sek" + query),
                            422)
                    .body("errors[0].field", equalTo("currency"))
                    .body("errors[0].message", containsString("PUT /api/v1/rates/SEK"));
        }
        problem(operator().body(in("EURO", "sek", "10.00")).put("/api/v1/budgets/sek"), 400)
                .body("errors[0].field", equalTo("currency"));
        problem(operator().get("/api/v1/budgets/sek"), 404);
        // One that does not hold yet is none.
        say("SEK", "0.0912", Instant.now().plusSeconds(3600), 201);
        problem(operator().body(in("SEK", "sek", "10.00")).put("/api/v1/budgets/sek"), 422);
    }

    @Test
    void a_rate_is_said_once_and_never_rewritten() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        say("CHF", "1.10", from, 201);
        say("CHF", "1.1", from, 200);
        say("CHF", "1.2", from, 409);
        say("CHF", "1.2", from.minusSeconds(1), 409);
        say("CHF", "1.2", from.plusSeconds(60), 201);
        operator()
                .get("/api/v1/rates?currency=CHF")
                .then()
                .statusCode(200)
                .body("items.dollars", equalTo(List.of("1.1", "1.2")))
                .body("items[0].until", equalTo("2026-01-01T00:01:00Z"))
                .body("items[1].until", nullValue())
                .body("items.saidBy", everyItem(equalTo("pat")));
        as("viewer", "anybody")
                .get("/api/v1/rates?currency=CHF&at=2026-01-01T00:00:30Z")
                .then()
                .body("items.dollars", equalTo(List.of("1.1")));
        problem(as("member", "rich").body("{\"dollars\":\"9\"}").put("/api/v1/rates/CHF"), 403);
        problem(operator().body("{\"dollars\":\"0\"}").put("/api/v1/rates/CHF"), 400)
                .body("errors[0].field", equalTo("dollars"));
        problem(operator().body("{}").put("/api/v1/rates/CHF"), 400);
        problem(operator().body("{\"dollars\":\"1\"}").put("/api/v1/rates/USD"), 400);
        operator()
                .get("/api/v1/rates/CHF/history")
                .then()
                .statusCode(200)
                .body("items.outcome", hasItems("accepted", "refused 403", "refused 409"))
                .body("items[0].detail", equalTo("1.1 from 2026-01-01T00:00:00Z"));
    }

    @Test
    void a_period_keeps_the_rate_of_its_begin() {
        say("EUR", "1.0825", Instant.parse("2026-01-01T00:00:00Z"), 201);
        operator()
                .body(in("EUR", "euros", "100.00"))
                .put("/api/v1/budgets/euros")
                .then()
                .statusCode(201)
                .body("currency", equalTo("EUR"))
                .body("amount", equalTo("100.00"));
        assertThat(status("euros", "cap")).isEqualTo("108.25");
        assertThat(status("euros", "rate.dollars")).isEqualTo("1.0825");
        // In the past it would change what money was granted from.
        say("EUR", "0.50", Instant.parse("2026-02-01T00:00:00Z"), 422);
        operator().body("{\"dollars\":\"0.50\"}").put("/api/v1/rates/EUR").then().statusCode(201);
        assertThat(status("euros", "cap")).isEqualTo("108.25");
        // What begins from now on has the new one.
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String next =
                "{\"from\":\"%s\",\"to\":\"%s\"}"
                        .formatted(now.plusSeconds(2), now.plusSeconds(9_000));
        operator()
                .body(in("EUR", "euros", "100.00").replace(Api.AGES, next))
                .put("/api/v1/budgets/next")
                .then()
                .statusCode(201);
        assertThat(status("next", "cap")).isEqualTo("50.00");
        operator().delete("/api/v1/budgets/euros").then().statusCode(204);
        operator().delete("/api/v1/budgets/next").then().statusCode(204);
    }

    @Test
    void money_that_is_granted_of_a_period_ahead_keeps_it_at_its_rate() {
        say("NOK", "0.1", Instant.parse("2026-01-01T00:00:00Z"), 201);
        operator()
                .body(in("NOK", "fjord", "100.00"))
                .put("/api/v1/budgets/fjord")
                .then()
                .statusCode(201);
        Instant ahead = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(600);
        String begun =
                """
                with begun as (insert into cost.account (budget, period_from, period_to, spent, committed, highest, opened)
                    values ('fjord', '%s', '%s', 0, 1, 1, true) returning 1)
                select count(*) from begun
                """
                        .formatted(ahead, ahead.plusSeconds(3600));
        assertThat(Others.count(begun)).isEqualTo(1);
        problem(rate("NOK", "0.09", ahead), 409)
                .body("errors[0].field", equalTo("from"))
                .body("detail", containsString("fjord"));
        say("NOK", "0.09", ahead.plusSeconds(1), 201);
        operator().delete("/api/v1/budgets/fjord").then().statusCode(204);
    }

    @Test
    void leases_are_granted_by_the_cap_in_dollars() throws InterruptedException {
        say("GBP", "0.50", Instant.parse("2026-01-01T00:00:00Z"), 201);
        Others provisioning = Others.as(LocalService.PROVISIONING);
        operator()
                .body(in("GBP", "pounds", "20.00"))
                .put("/api/v1/budgets/pounds")
                .then()
                .statusCode(201);
        // A node's lease holds 17 dollars.
        SpendRequested refused = Buying.purchase("pounds", "60.00", Buying.node());
        provisioning.say(refused);
        eventually(
                "ten dollars are too little",
                SOON,
                () ->
                        !Others.said(
                                        "spend-denied",
                                        refused.purchase().toString(),
                                        SpendDenied.class)
                                .isEmpty());
        operator()
                .body(in("GBP", "pounds", "40.00"))
                .put("/api/v1/budgets/pounds")
                .then()
                .statusCode(200);
        SpendRequested granted = Buying.purchase("pounds", "60.00", Buying.node());
        provisioning.say(granted);
        eventually(
                "twenty are enough",
                SOON,
                () ->
                        !Others.said(
                                        "spend-granted",
                                        granted.purchase().toString(),
                                        SpendGranted.class)
                                .isEmpty());
        assertThat(status("pounds", "committed")).isEqualTo("17.00");
        assertThat(status("pounds", "free")).isEqualTo("3.00");
        problem(operator().body(in("GBP", "pounds", "30.00")).put("/api/v1/budgets/pounds"), 409)
                .body("amount", equalTo("15.00"))
                .body("committed", equalTo("17.00"));
        provisioning.close();
    }

    @Test
    void an_invoice_in_another_currency_is_compared_in_dollars() {
        say("JPY", "0.0070", Instant.parse("2026-01-01T00:00:00Z"), 201);
        say("JPY", "0.0080", Instant.parse("2026-02-01T00:00:00Z"), 201);
        String body =
                """
                provider,resource,from,to,amount
                gcp,i-a,2026-01-10T00:00:00Z,2026-01-11T00:00:00Z,1000
                gcp,i-b,2026-02-10T00:00:00Z,2026-02-11T00:00:00Z,1000
                """;
        operator()
                .contentType("text/csv")
                .body(body)
                .put("/api/v1/costs/invoices/yen?currency=JPY")
                .then()
                .statusCode(200)
                .body("charged", equalTo("2000.00"))
                .body("invoiced", equalTo("15.00"));
        operator()
                .get("/api/v1/costs/invoices/yen")
                .then()
                .body("invoiced", equalTo("15.00"))
                .body("differences[0].invoiced", equalTo("8.00"))
                .body("ledger", notNullValue());
        problem(
                        operator()
                                .contentType("text/csv")
                                .body(body)
                                .put("/api/v1/costs/invoices/yen?currency=AUD"),
                        422)
                .body("errors[0].message", containsString("/api/v1/rates/AUD"));
    }

    private static String in(String currency, String tenant, String amount) {
        return budget(tenant, amount, ",\"currency\":\"" + currency + "\"");
    }

    private static void say(String currency, String dollars, Instant from, int status) {
        rate(currency, dollars, from).then().statusCode(status);
    }

    private static Response rate(String currency, String dollars, Instant from) {
        return operator()
                .body("{\"dollars\":\"%s\",\"from\":\"%s\"}".formatted(dollars, from))
                .put("/api/v1/rates/" + currency);
    }
}
