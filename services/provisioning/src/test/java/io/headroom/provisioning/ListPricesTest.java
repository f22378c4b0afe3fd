package io.headroom.provisioning;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.PriceChanged;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.price.asking.PriceImport;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

/// What machines cost by list: heard from the provider, said by an operator, and never nonsense.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class ListPricesTest extends LaneOfItsOwn {

    private static final String TYPE = "g6.xlarge";

    @Inject FakePriceList list;
    @Inject PriceImport imports;

    /// A region of its own for each test: prices are by region, and they stay.
    private String region = "";

    @BeforeEach
    void declareElsewhere() {
        region = "eu-test-" + COUNT.incrementAndGet();
        operator()
                .body(
                        """
                        {"provider": "aws", "region": "%s", "zones": ["%sa"], "instanceTypes": ["%s"], "lane": "%s", "max": 2}
                        """
                                .formatted(region, region, TYPE, lane))
                .put("/api/v1/pools/prices-" + lane)
                .then()
                .statusCode(201);
    }

    @AfterEach
    void forget() {
        list.prices.clear();
        list.since.clear();
        list.away.set(false);
    }

    @Test
    void a_providers_price_holds_from_when_it_is_heard() {
        look().body(item("source"), equalTo("built-in")).body(item("perHour"), equalTo("0.8048"));
        heard("0.9");
        look().body(item("source"), equalTo("aws-price-list"))
                .body(item("perHour"), equalTo("0.90"))
                .body(item("asOf"), equalTo(FakePriceList.AS_OF.toString()))
                .body(item("look.outcome"), equalTo("taken"));
        offers().body("items.pricePerHour", hasItem("0.90"));
        heard("0.9");
        look().body(item("look.outcome"), equalTo("unchanged"));
        heard("1.1");
        offers().body("items.pricePerHour", hasItem("1.10"));
        eventually(
                "it is said",
                SOON,
                () ->
                        Others.said("price-changed", PriceChanged.class).stream()
                                .anyMatch(
                                        p ->
                                                p.region().equals(region)
                                                        && p.perHour().equals(Money.of("1.1"))
                                                        && p.source()
                                                                == PriceSource.AWS_PRICE_LIST));
    }

    @Test
    void what_a_list_says_of_later_holds_from_then_on_and_is_reserved_before() {
        heard("0.9");
        Instant later = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        list.since.put(region + "/" + TYPE, later);
        heard("1.1");
        look().body(item("look.outcome"), equalTo("taken"))
                .body(item("perHour"), equalTo("0.90"))
                .body(item("next.perHour"), equalTo("1.10"))
                .body(item("next.from"), equalTo(later.toString()));
        offers().body("items.pricePerHour", hasItem("0.90"))
                .body("items.worstPerHour", hasItem("1.10"));
        heard("1.1");
        look().body(item("look.outcome"), equalTo("unchanged"));
    }

    @Test
    void nonsense_is_not_believed_and_the_price_before_holds_on() {
        heard("0.9");
        heard("0");
        look().body(item("look.outcome"), equalTo("absurd"))
                .body(item("look.said"), equalTo("0.00"))
                .body(item("perHour"), equalTo("0.90"));
        heard("9");
        look().body(item("look.outcome"), equalTo("absurd"))
                .body(item("look.detail"), containsString("10 times the 0.90"))
                .body(item("perHour"), equalTo("0.90"));
        offers().body("items.pricePerHour", hasItem("0.90"));
        list.away.set(true);
        imports.askFor(ProviderKind.AWS, region, FakeCloud.SMALL);
        look().body(item("look.outcome"), equalTo("failed")).body(item("perHour"), equalTo("0.90"));
    }

    @Test
    void an_operators_price_goes_first_and_lets_a_step_be_believed() {
        heard("0.9");
        say(price("8.5", "")).statusCode(200).body("said", equalTo(1));
        look().body(item("source"), equalTo("file")).body(item("perHour"), equalTo("8.50"));
        heard("9");
        look().body(item("look.outcome"), equalTo("taken"))
                .body(item("source"), equalTo("file"))
                .body(item("perHour"), equalTo("8.50"));
    }

    @Test
    void the_same_again_changes_nothing_and_the_past_stays() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String past = from(now.minusSeconds(3600));
        String later = from(now.plusSeconds(3600));
        say(price("0.7", past) + "," + price("0.6", later)).body("said", equalTo(2));
        say(price("0.7", past) + "," + price("0.6", later))
                .statusCode(200)
                .body("said", equalTo(0))
                .body("unchanged", equalTo(2));
        say(price("0.7", "")).body("unchanged", equalTo(1));
        look().body(item("perHour"), equalTo("0.70"))
                .body(item("next.perHour"), equalTo("0.60"))
                .body(item("next.from"), equalTo(now.plusSeconds(3600).toString()));

        say(price("0.5", later)).statusCode(200).body("said", equalTo(1));
        look().body(item("next.perHour"), equalTo("0.50"));
        say(price("0.1", past) + "," + price("0.4", later))
                .statusCode(400)
                .body("errors.field", hasItem("prices[0].from"));
        look().body(item("perHour"), equalTo("0.70")).body(item("next.perHour"), equalTo("0.50"));
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        say("{\"provider\":\"redfish\",\"region\":\"\",\"instanceType\":\"a b\",\"perHour\":\"-1\","
                        + "\"from\":\"soon\",\"until\":\"later\"}")
                .statusCode(400)
                .body("errors.field", hasItem("prices[0].provider"))
                .body("errors.field", hasItem("prices[0].region"))
                .body("errors.field", hasItem("prices[0].instanceType"))
                .body("errors.field", hasItem("prices[0].perHour"))
                .body("errors.field", hasItem("prices[0].from"))
                .body("errors.field", hasItem("prices[0].until"));
        say("").statusCode(400).body("errors.field", hasItem("prices"));
        look().body(item("next"), nullValue());
        assertThat(list.configured()).isFalse();
    }

    private void heard(String dollars) {
        list.prices.put(region + "/" + TYPE, Money.of(dollars));
        imports.askFor(ProviderKind.AWS, region, FakeCloud.SMALL);
    }

    private String price(String dollars, String more) {
        return "{\"provider\":\"aws\",\"region\":\"%s\",\"instanceType\":\"%s\",\"perHour\":\"%s\"%s}"
                .formatted(region, TYPE, dollars, more);
    }

    private static String from(Instant at) {
        return ",\"from\":\"" + at + "\"";
    }

    private static ValidatableResponse say(String prices) {
        return operator().body("{\"prices\":[" + prices + "]}").post("/api/v1/list-prices").then();
    }

    private static ValidatableResponse look() {
        return operator().get("/api/v1/list-prices?limit=500").then().statusCode(200);
    }

    private String item(String field) {
        return "items.find { it.region == '%s' }.%s".formatted(region, field);
    }

    private ValidatableResponse offers() {
        return operator()
                .get("/api/v1/offers?limit=500&pool=prices-" + lane)
                .then()
                .statusCode(200);
    }
}
