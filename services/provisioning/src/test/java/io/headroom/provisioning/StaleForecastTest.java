package io.headroom.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

/// With its forecaster gone, nothing is bought on the word of an old forecast, and the pool says so.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class StaleForecastTest extends LaneOfItsOwn {

    private static final String STALE = "headroom_scaling_forecasts_stale";

    @Test
    void one_that_is_too_old_is_not_acted_upon_and_one_that_is_renewed_is() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Others forecaster = Others.as(LocalService.DEMAND_FORECAST);
        try {
            forecaster.say(wanting(now.minus(Duration.ofMinutes(10)), 1));
            eventually("it is counted", SOON, () -> stale() >= 1);
            operator()
                    .get("/api/v1/pools/pool-" + lane)
                    .then()
                    .body("forecasts[0].series", equalTo(lane + "/L4"))
                    .body("forecasts[0].usable", equalTo(false))
                    .body("forecasts[0].why", startsWith("stale"));
            assertThat(purchases()).isEmpty();

            forecaster.say(wanting(now, 2));
            eventually("it is bought for", SOON, () -> !purchases().isEmpty());
            operator()
                    .get("/api/v1/pools/pool-" + lane)
                    .then()
                    .body("forecasts[0].usable", equalTo(true));
            forecaster.say(wanting(now, 3).unusable("the test is over"));
        } finally {
            forecaster.close();
        }
    }

    /// Two GPUs for an hour: nearly sure.
    private DemandForecast wanting(Instant from, long version) {
        TreeMap<String, List<Double>> two = new TreeMap<>();
        two.put("0.05", Collections.nCopies(60, 2.0));
        two.put("0.95", Collections.nCopies(60, 2.0));
        return new DemandForecast(
                new SeriesKey(lane, "L4"),
                version,
                from,
                Duration.ofMinutes(1),
                two,
                "test",
                true,
                "",
                new Shape(List.of(GpuModel.L4), 1, Shape.WHOLE, 0, 1_000, 1_024));
    }

    private static double stale() {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(STALE))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
