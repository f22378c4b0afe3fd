package io.headroom.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.price.SpotHistoryRead;
import io.headroom.provisioning.provider.PastSpotPrice;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

/// What spot machines cost before is read, told, and decides how much a market is given at most.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class SpotHistoryTest extends LaneOfItsOwn {

    private static final String TYPE = "g6.xlarge";

    /// Two looks, and a slow machine.
    private static final Duration READ = Duration.ofMinutes(2);

    /// Of the list's 0.8048 dollars, of which spot is taken to cost two fifths, half more.
    private static final String UNKNOWN = "0.48288";

    private String region = "";

    @BeforeEach
    void elsewhere() {
        region = "eu-spot-" + COUNT.incrementAndGet();
    }

    @Test
    void a_market_is_given_what_it_hardly_ever_passed_and_a_tenth_more() {
        cloud.past.put(region + "a/" + TYPE, aMonth());
        declareSpot();
        eventually("it is read", READ, () -> UNKNOWN.equals(worst("b")) && told() == 720);
        // Each evening 35 cents; the three hours at 70 are half a percent of the month, and not
        // followed.
        eventually("it decides", SOON, () -> "0.385".equals(worst("a")));
        assertThat(worst("b")).as("nothing is known of it").isEqualTo(UNKNOWN);
        assertThat(sources()).containsOnly(PriceSource.SPOT_HISTORY);
    }

    @Test
    void what_an_operator_says_of_before_decides_as_well() {
        declareSpot();
        String lines = aMonth().stream().map(this::line).collect(Collectors.joining(",", "[", "]"));
        operator()
                .body("{\"prices\":" + lines + "}")
                .post("/api/v1/list-prices/spot")
                .then()
                .statusCode(200)
                .body("told", equalTo(720));
        eventually("it decides", SOON, () -> "0.385".equals(worst("b")));
        operator()
                .body("{\"prices\":" + lines.replaceFirst("\"from\":\"20", "\"from\":\"21") + "}")
                .post("/api/v1/list-prices/spot")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("prices[0].from"));
    }

    /// By the hour: thirty cents, thirty-five each evening, and once seventy.
    private static List<PastSpotPrice> aMonth() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
        List<PastSpotPrice> prices = new ArrayList<>();
        for (int hour = 719; hour >= 0; hour--) {
            String price = hour % 24 < 3 ? "0.35" : "0.30";
            price = hour >= 100 && hour < 103 ? "0.70" : price;
            prices.add(new PastSpotPrice(end.minus(Duration.ofHours(hour)), Money.of(price)));
        }
        return prices;
    }

    private String line(PastSpotPrice price) {
        return "{\"provider\":\"aws\",\"region\":\"%s\",\"zone\":\"%sb\",\"instanceType\":\"%s\",\"perHour\":\"%s\",\"from\":\"%s\"}"
                .formatted(region, region, TYPE, price.perHour(), price.from());
    }

    private void declareSpot() {
        operator()
                .body(
                        Map.of(
                                "provider",
                                "aws",
                                "region",
                                region,
                                "zones",
                                List.of(region + "a", region + "b"),
                                "instanceTypes",
                                List.of(TYPE),
                                "capacityTypes",
                                List.of("spot"),
                                "lane",
                                lane,
                                "max",
                                0))
                .put("/api/v1/pools/spot-" + lane)
                .then()
                .statusCode(201);
    }

    private String worst(String zone) {
        return String.valueOf(
                operator()
                        .get("/api/v1/offers?limit=500&pool=spot-" + lane)
                        .jsonPath()
                        .getString(
                                "items.find { it.zone == '%s%s' }?.worstPerHour"
                                        .formatted(region, zone)));
    }

    private int told() {
        return read().stream().mapToInt(r -> r.prices().size()).sum();
    }

    private List<PriceSource> sources() {
        return read().stream().map(SpotHistoryRead::source).toList();
    }

    private List<SpotHistoryRead> read() {
        return Others.said("spot-history-read", SpotHistoryRead.class).stream()
                .filter(r -> r.region().equals(region))
                .toList();
    }
}
