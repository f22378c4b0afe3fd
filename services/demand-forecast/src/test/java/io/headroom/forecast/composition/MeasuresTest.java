package io.headroom.forecast.composition;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.OtherService;

import static io.headroom.forecast.composition.MeasuresOverHttp.imported;
import static io.headroom.forecast.composition.MeasuresOverHttp.ofSeries;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
        Said runs = Said.of(GpuModel.L4, "ads", WorkloadClass.TRAINING, 2);
        Said waits = Said.of(GpuModel.L4, "ads", WorkloadClass.TRAINING, 2);
        Said over = Said.of(GpuModel.L4, "ads", WorkloadClass.TRAINING, 2);
        try (OtherService placement = OtherService.as(LocalService.PLACEMENT)) {
            placement.say(new WorkloadSubmitted(runs.workload(begin, null, null)));
            placement.say(new WorkloadSubmitted(waits.workload(now, null, null)));
            placement.say(new WorkloadSubmitted(over.workload(begin, null, null)));
            placement.say(new WorkloadStarted(runs.workload(begin, begin, null)));
            placement.say(new WorkloadFinished(over.workload(begin, begin, begin.plusSeconds(30))));
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

    private static double last(String series, String measure) {
        JsonPath told = told(series, Instant.now().minusSeconds(300));
        List<@Nullable Float> values = told.getList("measures." + measure);
        Float last = values == null ? null : values.getLast();
        return last == null ? -1 : last;
    }

    private static JsonPath told(String series, Instant from) {
        return ofSeries(series).queryParam("from", from.toString()).get(MEASURES).jsonPath();
    }

    private static JsonPath told(Instant from, Instant to) {
        return ofSeries("default/L4")
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

    private static void wake() {
        imported("series,at,gpus\ndefault/any,2026-01-01T00:00:00Z,1\n", null);
    }
}
