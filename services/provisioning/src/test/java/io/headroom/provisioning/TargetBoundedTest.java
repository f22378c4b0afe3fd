package io.headroom.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.BoundBy;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.forecast.TargetBounded;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

/// A forecast that is held back is told once when it begins and once when it is over, however many plans there are between.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class TargetBoundedTest extends LaneOfItsOwn {

    @Test
    void a_bound_that_begins_to_bind_and_one_that_ends_are_told_once_each() {
        Others forecaster = Others.as(LocalService.DEMAND_FORECAST);
        try {
            forecaster.say(wanting(5, 1));
            eventually("two are asked for, unsure as it is", SOON, () -> purchases().size() == 2);
            eventually("it is said", SOON, () -> !told().isEmpty());
            operator()
                    .get("/api/v1/pools/pool-" + lane)
                    .then()
                    .body("bounds[0].series", equalTo(lane + "/L4"))
                    .body("bounds[0].by", equalTo("share-on-order"))
                    .body("bounds[0].allowed", equalTo(2.0f));
            assertThat(metrics()).anyMatch(l -> l.startsWith("headroom_scaling_bound{") && of(l));
            assertThat(metrics())
                    .anyMatch(
                            l ->
                                    l.startsWith("headroom_scaling_bounds_begun_total{")
                                            && of(l)
                                            && l.endsWith(" 1.0"));
            assertThat(bounds()).as("a decision names it").contains(lane + "/L4");

            forecaster.say(wanting(0, 2));
            eventually("its end is said", SOON, () -> told().size() == 2);
            TargetBounded began = told().getFirst();
            TargetBounded ended = told().getLast();
            assertThat(began.by()).isEqualTo(BoundBy.SHARE_ON_ORDER);
            assertThat(began.binds()).isTrue();
            assertThat(ended.binds()).isFalse();
            assertThat(ended.since()).isEqualTo(began.since());
            assertThat(ended.version()).isGreaterThan(began.version());
            operator().get("/api/v1/pools/pool-" + lane).then().body("bounds", empty());
            assertThat(metrics()).noneMatch(l -> l.startsWith("headroom_scaling_bound{") && of(l));
        } finally {
            forecaster.close();
        }
    }

    private boolean of(String line) {
        return line.contains("series=\"" + lane + "/L4\"");
    }

    private List<TargetBounded> told() {
        return Others.said("target-bounded", lane + ".L4%", TargetBounded.class);
    }

    private static List<String> metrics() {
        return RestAssured.get("/q/metrics").asString().lines().toList();
    }

    private static List<String> bounds() {
        List<List<Map<String, Object>>> plans =
                operator().get("/api/v1/decisions?limit=100").path("items.plan.bounds");
        return plans.stream()
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(b -> String.valueOf(b.get("series")))
                .toList();
    }

    /// With a chance of two thirds.
    private DemandForecast wanting(double gpus, long version) {
        TreeMap<String, List<Double>> unsure = new TreeMap<>();
        unsure.put("0.3", Collections.nCopies(60, 0.0));
        unsure.put("0.35", Collections.nCopies(60, gpus));
        unsure.put("0.95", Collections.nCopies(60, gpus));
        return new DemandForecast(
                new SeriesKey(lane, "L4"),
                version,
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                Duration.ofMinutes(1),
                unsure,
                "test",
                true,
                "",
                new Shape(List.of(GpuModel.L4), 1, Shape.WHOLE, 0, 1_000, 1_024));
    }
}
