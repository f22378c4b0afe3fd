package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.OtherService;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

/// What tenants, classes and shapes are foreseen to want adds up to what their series is, and each tenant sees its own alone.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class PartsAddUpTest {

    private static final String FORECASTS = "/api/v1/forecasts";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String PARTS_OF_DEFAULT =
            "headroom_forecast_parts\\{.*lane=\"default\".*} [1-9].*";

    @Test
    void workloads_of_two_tenants_are_foreseen_apart_and_add_up_to_their_lane() {
        try (OtherService placement = OtherService.as(LocalService.PLACEMENT)) {
            placement.say(submitted("ads", WorkloadClass.ONLINE_INFERENCE, 3));
            placement.say(submitted("research", WorkloadClass.TRAINING, 5));
        }
        eventually(
                "both are foreseen",
                SOON,
                () -> {
                    relearn("default/any");
                    return names("tenant", "default/B200").containsAll(List.of("ads", "research"));
                });
        for (String dimension : List.of("tenant", "class", "shape")) {
            assertAddsUp(dimension, "default/B200");
        }
        assertThat(names("class", "default/B200")).contains("training", "online-inference");
        assertThat(names("shape", "default/B200")).contains("whole");
        eventually(
                "the lane's parts are counted",
                SOON,
                () ->
                        RestAssured.get("/q/metrics")
                                .asString()
                                .lines()
                                .anyMatch(l -> l.matches(PARTS_OF_DEFAULT)));
        assertThat(RestAssured.get("/q/metrics").asString())
                .contains("headroom_forecast_parts_age_seconds{", "lane=\"default\"");
    }

    @Test
    void a_past_that_names_tenants_is_learned_from_and_a_tenant_sees_its_own_part_alone() {
        StringBuilder csv = new StringBuilder("series,at,gpus,tenant,class,shape\n");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        for (int minute = 600; minute > 0; minute--) {
            Instant at = now.minusSeconds(60L * minute);
            csv.append(
                    "default/H200,%s,%d,ads,online-inference,share%n"
                            .formatted(at, 4 + minute % 3));
            csv.append("default/H200,%s,8,research,training,whole%n".formatted(at));
        }
        importing(csv.toString()).post("/api/v1/series/import").then().statusCode(200);
        eventually(
                "the past is learned from",
                SOON,
                () -> models("tenant", "default/H200").stream().anyMatch(m -> m.contains("naive")));
        assertAddsUp("tenant", "default/H200");
        assertAddsUp("shape", "default/H200");
        as("member", "ads")
                .get(FORECASTS)
                .then()
                .statusCode(200)
                .body("items.tenant", everyItem(equalTo("ads")))
                .body("items.findAll { it.series == 'default/H200' }.size()", equalTo(1));
        as("member", "ads").get(FORECASTS + "?tenant=research").then().statusCode(403);
        as("member", "ads").get(FORECASTS + "?class=training").then().statusCode(403);
        as("viewer", "nobody").get(FORECASTS).then().statusCode(200).body("items", empty());
        as("viewer", "ads").get("/api/v1/series").then().statusCode(200).body("items", empty());
        as("member", "ads")
                .get(FORECASTS + "/accuracy")
                .then()
                .statusCode(200)
                .body("items.findAll { it.tenant != 'ads' }", empty());
        operator()
                .get(FORECASTS + "?tenant=ads&class=training")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("class"));
        operator().get(FORECASTS + "?class=juggling").then().statusCode(400);
    }

    /// Medians of one version, since a new one may come between two questions.
    private static void assertAddsUp(String dimension, String series) {
        eventually(
                "parts and series of one version",
                SOON,
                () -> {
                    Map<String, Object> whole = one(forecasts("").getList("items"), series);
                    List<Map<String, Object>> parts =
                            forecasts("?" + dimension + "=*")
                                    .<Map<String, Object>>getList("items")
                                    .stream()
                                    .filter(p -> series.equals(p.get("series")))
                                    .toList();
                    if (parts.isEmpty()
                            || !parts.stream()
                                    .allMatch(
                                            p ->
                                                    Objects.equals(
                                                            p.get("version"),
                                                            whole.get("version")))) {
                        return false;
                    }
                    for (int step = 0; step < 60; step++) {
                        double sum = 0;
                        for (Map<String, Object> part : parts) {
                            sum += median(part, step);
                        }
                        assertThat(sum).isCloseTo(median(whole, step), within(0.001));
                    }
                    return true;
                });
    }

    private static Map<String, Object> one(List<Map<String, Object>> items, String series) {
        return items.stream().filter(i -> series.equals(i.get("series"))).findFirst().orElseThrow();
    }

    private static double median(Map<String, Object> forecast, int step) {
        Map<?, ?> quantiles = (Map<?, ?>) requireNonNull(forecast.get("quantiles"));
        List<?> path = (List<?>) requireNonNull(quantiles.get("0.5"));
        return ((Number) path.get(step)).doubleValue();
    }

    private static List<String> names(String dimension, String series) {
        return forecasts("?" + dimension + "=*")
                .getList(
                        "items.findAll { it.series == '%s' }.collect { it.get('%s') }"
                                .formatted(series, dimension));
    }

    private static List<String> models(String dimension, String series) {
        return forecasts("?" + dimension + "=*")
                .getList("items.findAll { it.series == '%s' }.model".formatted(series));
    }

    private static JsonPath forecasts(String query) {
        return operator().get(FORECASTS + query).then().statusCode(200).extract().jsonPath();
    }

    /// Any import wakes the loop, which would else wait for the next minute.
    private static void relearn(String series) {
        importing("series,at,gpus\n%s,2026-01-01T00:00:00Z,1%n".formatted(series))
                .post("/api/v1/series/import")
                .then()
                .statusCode(200);
    }

    private static WorkloadSubmitted submitted(
            String tenant, WorkloadClass workloadClass, int gpus) {
        WorkloadSpec spec =
                new WorkloadSpec(
                        "one",
                        tenant,
                        null,
                        workloadClass,
                        1,
                        false,
                        new GpuRequest(gpus, List.of(GpuModel.B200), null, null),
                        null,
                        null,
                        null,
                        0,
                        null,
                        null,
                        Map.of(),
                        new RunSpec(null, List.of("run"), null, List.of(), null, null));
        return new WorkloadSubmitted(
                new Workload(
                        new WorkloadId(UUID.randomUUID()),
                        1,
                        Instant.now(),
                        spec,
                        WorkloadState.PENDING,
                        null,
                        null,
                        null,
                        null,
                        1,
                        null,
                        null));
    }

    private static RequestSpecification importing(String csv) {
        return operator().contentType("text/csv").body(csv);
    }

    private static RequestSpecification operator() {
        return as("operator", "*");
    }

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given().auth().oauth2(TestBed.current().token("pat", role, tenant));
    }
}
