package io.headroom.forecast.composition;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.OtherService;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.forecast.composition.MeasuresOverHttp.assertAddsUp;
import static io.headroom.forecast.composition.MeasuresOverHttp.imported;
import static io.headroom.forecast.composition.MeasuresOverHttp.ofSeries;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

/// What the demand of tenants, classes and shapes was made of is told, adds up to their series, and each tenant sees its own alone.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class PartMeasuresTest {

    private static final String MEASURES = "/api/v1/series/measures";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final List<String> DIMENSIONS = List.of("tenant", "class", "shape");

    @Test
    void parts_add_up_to_their_series_in_every_minute_whatever_is_late_said_twice_or_missing() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Event> events = Said.lives(now, new Random(5));
        try (OtherService placement = OtherService.as(LocalService.PLACEMENT)) {
            events.forEach(placement::say);
            eventually(
                    "all has arrived and a sample was taken",
                    SOON,
                    () -> {
                        wake();
                        JsonPath told = each("tenant", "default/G2", now);
                        return sum(told.getList("measures.arrivals")) == 60
                                && sum(told.getList("measures.waiting")) > 0
                                && sum(told.getList("measures.running")) > 0;
                    });
            // What comes late is said last, to minutes that had their sample.
            placement.say(
                    new WorkloadFinished(
                            Said.of(GpuModel.G2, "late", WorkloadClass.TRAINING, 2)
                                    .workload(
                                            now.minusSeconds(400),
                                            now.minusSeconds(350),
                                            now.minusSeconds(200))));
        }
        eventually(
                "what came late is there",
                SOON,
                () -> sum(each("tenant", "default/G2", now).getList("measures.arrivals")) == 61);
        for (String dimension : DIMENSIONS) {
            assertThat(assertAddsUp(each(dimension, "default/G2", now))).isGreaterThan(20);
        }
        assertThat(each("tenant", "default/G2", now).getList("parts.tenant"))
                .containsExactlyInAnyOrder("ads", "late", "research", "search");
        assertThat(each("class", "default/G2", now).getList("parts.class"))
                .containsExactlyInAnyOrder("training", "batch-inference");
        assertThat(each("shape", "default/G2", now).getList("parts.shape"))
                .containsExactlyInAnyOrder("share", "whole");
        JsonPath late = one("tenant", "late", now);
        assertThat(sum(late.getList("measures.work"))).isCloseTo(2 * 150, within(0.01));
        assertThat(late.getString("tenant")).isEqualTo("late");
        assertThat(late.getList("parts")).isNull();
    }

    @Test
    void an_import_that_names_tenants_tells_them_apart_and_a_later_one_says_all_of_its_minute() {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(7200);
        Instant next = minute.plusSeconds(60);
        String csv =
                """
                series,at,gpus,tenant,class,running,work,arrivals
                default/G3,%1$s,4,ads,training,3,100,2
                default/G3,%1$s,6,research,training,6,360,0
                default/G3,%1$s,1,,,1,60,1
                default/G3,%2$s,5,ads,,,,
                default/G3,%2$s,3,,,,,
                """
                        .formatted(minute, next);
        imported(csv, 2);
        imported(csv, 0);
        JsonPath told = each("tenant", "default/G3", minute, next.plusSeconds(60));
        assertThat(assertAddsUp(told)).isGreaterThan(5);
        assertThat(told.getList("parts.tenant")).containsExactly("ads", "research", "~others");
        assertThat(told.getList("parts[0].measures.running").toString()).isEqualTo("[3.0, null]");
        assertThat(told.getList("parts[0].measures.queued").toString()).isEqualTo("[1.0, null]");
        assertThat(told.getList("parts[0].measures.wanted").toString()).isEqualTo("[4.0, 5.0]");
        assertThat(told.getList("parts[2].measures.wanted").toString()).isEqualTo("[1.0, 3.0]");
        assertThat(told.getList("parts[1].measures.work").toString()).isEqualTo("[360.0, null]");
        imported("series,at,gpus,tenant,running\ndefault/G3,%s,7,search,2\n".formatted(minute), 1);
        JsonPath after = each("tenant", "default/G3", minute, next);
        assertThat(assertAddsUp(after)).isGreaterThan(3);
        assertThat(after.getList("parts.find { it.tenant == 'search' }.measures.wanted").toString())
                .isEqualTo("[7.0]");
        assertThat(after.getList("parts.find { it.tenant == 'ads' }.measures.running").toString())
                .isEqualTo("[0.0]");
        assertThat(after.getList("parts.find { it.tenant == 'ads' }.measures.arrivals").toString())
                .isEqualTo("[2.0]");
    }

    @Test
    void a_tenant_sees_its_own_part_alone_whatever_it_asks_for() {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(3600);
        imported(
                "series,at,gpus,tenant,running\ndefault/G1,%1$s,4,ads,4\ndefault/G1,%1$s,6,research,6\n"
                        .formatted(minute),
                1);
        for (String role : List.of("member", "viewer")) {
            as(role, "ads")
                    .get(MEASURES)
                    .then()
                    .statusCode(200)
                    .body("tenant", equalTo("ads"))
                    .body("parts", nullValue())
                    .body("measures.running.max()", equalTo(4.0f))
                    .body("measures.wanted.max()", equalTo(4.0f));
            as(role, "ads").queryParam("tenant", "ads").get(MEASURES).then().statusCode(200);
            for (String other : List.of("research", "*", "~others")) {
                as(role, "ads").queryParam("tenant", other).get(MEASURES).then().statusCode(403);
            }
            as(role, "ads").queryParam("class", "training").get(MEASURES).then().statusCode(403);
            as(role, "ads").queryParam("shape", "*").get(MEASURES).then().statusCode(403);
            as(role, "nobody").get(MEASURES).then().statusCode(404);
        }
    }

    @Test
    void what_is_asked_wrongly_of_parts_is_named() {
        imported("series,at,gpus\ndefault/G1,2026-01-01T00:00:00Z,4\n", null);
        RequestSpecification both =
                ofSeries("default/G1").queryParam("tenant", "ads").queryParam("class", "training");
        both.get(MEASURES).then().statusCode(400).body("errors.field", hasItem("class"));
        refused("class", "juggling");
        refused("shape", "9g.1gb.what");
        refused("tenant", "No Tenant!");
        ofSeries("default/G1").queryParam("tenant", "nobody").get(MEASURES).then().statusCode(404);
        ofSeries("default/G1")
                .queryParam("tenant", "*")
                .queryParam("from", "2026-01-01T00:00:00Z")
                .queryParam("to", "2026-01-01T01:00:00Z")
                .queryParam("measure", "running")
                .get(MEASURES)
                .then()
                .statusCode(200)
                .body("parts", empty());
    }

    private static void refused(String field, String value) {
        ofSeries("default/G1")
                .queryParam(field, value)
                .get(MEASURES)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    private static JsonPath each(String dimension, String series, Instant now) {
        return each(dimension, series, now.minusSeconds(900), now.plusSeconds(180));
    }

    private static JsonPath each(String dimension, String series, Instant from, Instant to) {
        return ofSeries(series)
                .queryParam(dimension, "*")
                .queryParam("from", from.toString())
                .queryParam("to", to.toString())
                .get(MEASURES)
                .jsonPath();
    }

    private static JsonPath one(String dimension, String name, Instant now) {
        return ofSeries("default/G2")
                .queryParam(dimension, name)
                .queryParam("from", now.minusSeconds(900).toString())
                .get(MEASURES)
                .jsonPath();
    }

    private static double sum(@Nullable List<@Nullable Float> values) {
        return values == null ? 0 : values.stream().mapToDouble(v -> v == null ? 0 : v).sum();
    }

    private static void wake() {
        imported("series,at,gpus\ndefault/any,2026-01-01T00:00:00Z,1\n", null);
    }

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("eve", role, tenant))
                .queryParam("series", "default/G1")
                .queryParam("from", Instant.now().minusSeconds(7200).toString());
    }
}
