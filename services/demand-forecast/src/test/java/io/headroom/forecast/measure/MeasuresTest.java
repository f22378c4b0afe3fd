package io.headroom.forecast.measure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.OtherService;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

/// What demand is made of is told, minute by minute, from the events and from imports.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class MeasuresTest {

    private static final String MEASURES = "/api/v1/series/measures";
    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void what_arrives_runs_and_waits_is_told_and_is_what_is_wanted() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant begin = now.minusSeconds(150);
        WorkloadId runs = new WorkloadId(UUID.randomUUID());
        WorkloadId waits = new WorkloadId(UUID.randomUUID());
        WorkloadId over = new WorkloadId(UUID.randomUUID());
        try (OtherService placement = OtherService.as(LocalService.PLACEMENT)) {
            placement.say(new WorkloadSubmitted(workload(runs, begin, null, null)));
            placement.say(new WorkloadSubmitted(workload(waits, now, null, null)));
            placement.say(new WorkloadSubmitted(workload(over, begin, null, null)));
            placement.say(new WorkloadStarted(workload(runs, begin, begin, null)));
            placement.say(
                    new WorkloadFinished(workload(over, begin, begin, begin.plusSeconds(30))));
        }
        eventually(
                "a sample has what runs and what waits",
                SOON,
                () -> {
                    wake();
                    return last("default/L4", "running") == 2 && last("default/L4", "waiting") == 1;
                });
        assertThat(last("default/L4", "queued")).isEqualTo(2);
        JsonPath told = told("default/L4", begin);
        assertThat(sum(told, "arrivals")).isEqualTo(3);
        List<@Nullable Float> wanted = told.getList("measures.wanted");
        boolean any = false;
        for (int i = 0; i < wanted.size(); i++) {
            Float gpus = wanted.get(i);
            if (gpus != null) {
                any = true;
                assertThat(
                                at(told, "running", i)
                                        + at(told, "queued", i)
                                        - at(told, "outlived", i)
                                        + at(told, "unasked", i))
                        .isCloseTo(gpus, within(0.001));
            }
        }
        assertThat(any).isTrue();
        // Work of the minutes that are over: two GPUs from the begin, and for half a minute two
        // more.
        Instant complete = now.truncatedTo(ChronoUnit.MINUTES);
        assertThat(sum(told(begin, complete), "work"))
                .isCloseTo(
                        2 * Duration.between(begin, complete).toMillis() / 1000.0 + 60,
                        within(0.01));
        assertThat(RestAssured.get("/q/metrics").asString())
                .contains("headroom_forecast_queued_workloads{lane=\"default\"");
    }

    @Test
    void history_may_say_what_it_was_made_of_and_the_same_again_changes_nothing() {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(7200);
        String csv =
                "series,at,gpus,arrivals,running,waiting,work\ndefault/V100,%s,4,7,3,1,150.5\ndefault/V100,%s,0,,,,\n"
                        .formatted(minute, minute.plusSeconds(60));
        imported(csv, 2);
        imported(csv, 0);
        JsonPath told =
                of("default/V100")
                        .queryParam("from", minute.toString())
                        .queryParam("to", minute.plusSeconds(180).toString())
                        .get(MEASURES)
                        .jsonPath();
        assertThat(values(told, "arrivals")).isEqualTo("[7.0, 0.0, null]");
        assertThat(values(told, "running")).isEqualTo("[3.0, 0.0, null]");
        assertThat(values(told, "queued")).isEqualTo("[1.0, 0.0, null]");
        assertThat(values(told, "work")).isEqualTo("[150.5, 0.0, null]");
        assertThat(values(told, "wanted")).isEqualTo("[4.0, 0.0, null]");
        // A correction that does not say what ran and waited leaves that unknown.
        imported("series,at,gpus\ndefault/V100,%s,6\n".formatted(minute), 1);
        JsonPath after =
                of("default/V100")
                        .queryParam("from", minute.toString())
                        .queryParam("to", minute.plusSeconds(60).toString())
                        .queryParam("measure", "wanted,running,arrivals")
                        .get(MEASURES)
                        .jsonPath();
        assertThat(after.getMap("measures")).containsOnlyKeys("wanted", "running", "arrivals");
        assertThat(values(after, "wanted") + values(after, "running") + values(after, "arrivals"))
                .isEqualTo("[6.0][null][7.0]");
    }

    @Test
    void what_is_asked_wrongly_is_named() {
        imported("series,at,gpus\ndefault/T4,2026-01-01T00:00:00Z,4\n", null);
        refused("series");
        refused("measure", "series", "default/T4", "measure", "colour");
        refused("from", "series", "default/T4", "from", "yesterday");
        refused(
                "from",
                "series",
                "default/T4",
                "from",
                "2026-01-01T00:00:00Z",
                "to",
                "2026-02-01T00:00:00Z");
        refused(
                "to",
                "series",
                "default/T4",
                "from",
                "2026-01-01T00:00:00Z",
                "to",
                "2026-01-01T00:00:30Z");
        of("default/nothing").get(MEASURES).then().statusCode(404);
        RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("eve", "viewer", "ads"))
                .queryParam("series", "default/T4")
                .get(MEASURES)
                .then()
                .statusCode(404);
    }

    private static void refused(String field, String... parameters) {
        RequestSpecification asking = operator();
        for (int i = 0; i < parameters.length; i += 2) {
            asking = asking.queryParam(parameters[i], parameters[i + 1]);
        }
        asking.get(MEASURES).then().statusCode(400).body("errors.field", hasItem(field));
    }

    private static double last(String series, String measure) {
        JsonPath told = told(series, Instant.now().minusSeconds(300));
        List<@Nullable Float> values = told.getList("measures." + measure);
        Float last = values == null ? null : values.getLast();
        return last == null ? -1 : last;
    }

    private static JsonPath told(String series, Instant from) {
        return of(series).queryParam("from", from.toString()).get(MEASURES).jsonPath();
    }

    private static JsonPath told(Instant from, Instant to) {
        return of("default/L4")
                .queryParam("from", from.toString())
                .queryParam("to", to.toString())
                .get(MEASURES)
                .jsonPath();
    }

    private static double at(JsonPath told, String measure, int minute) {
        return told.getFloat("measures.%s[%d]".formatted(measure, minute));
    }

    private static double sum(JsonPath told, String measure) {
        List<@Nullable Float> values = told.getList("measures." + measure);
        return values.stream().mapToDouble(v -> v == null ? 0 : v).sum();
    }

    private static String values(JsonPath told, String measure) {
        return String.valueOf(told.<Object>getList("measures." + measure));
    }

    private static void wake() {
        imported("series,at,gpus\ndefault/any,2026-01-01T00:00:00Z,1\n", null);
    }

    private static void imported(String csv, @Nullable Integer changed) {
        var answer =
                operator()
                        .contentType("text/csv")
                        .body(csv)
                        .post("/api/v1/series/import")
                        .then()
                        .statusCode(200);
        if (changed != null) {
            answer.body("changed", equalTo(changed));
        }
    }

    private static RequestSpecification of(String series) {
        return operator().queryParam("series", series);
    }

    private static RequestSpecification operator() {
        return RestAssured.given().auth().oauth2(TestBed.current().token("pat", "operator", "*"));
    }

    private static Workload workload(
            WorkloadId id, Instant created, @Nullable Instant started, @Nullable Instant ended) {
        WorkloadSpec spec =
                new WorkloadSpec(
                        "train",
                        "ads",
                        null,
                        WorkloadClass.TRAINING,
                        2,
                        false,
                        new GpuRequest(1, List.of(GpuModel.L4), null, null),
                        null,
                        null,
                        null,
                        0,
                        null,
                        null,
                        Map.of(),
                        new RunSpec(null, List.of("train"), null, List.of(), null, null));
        return new Workload(
                id,
                1,
                created,
                spec,
                ended != null
                        ? WorkloadState.SUCCEEDED
                        : started != null ? WorkloadState.RUNNING : WorkloadState.PENDING,
                null,
                null,
                started,
                ended,
                1,
                null);
    }
}
