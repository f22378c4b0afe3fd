package io.headroom.forecast.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RequestCounter;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.AnAgent;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.OtherService;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// What agents count of a service's requests becomes demand of its lane and of its tenant, where it needs more than is asked for.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class RequestsAreDemandTest {

    private static final String FORECASTS = "/api/v1/forecasts";
    private static final String SERIES = "default/L40S";
    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void a_service_that_gets_more_requests_than_its_replicas_should_be_given_wants_more_gpus() {
        WorkloadId chat = new WorkloadId(UUID.randomUUID());
        try (OtherService placement = OtherService.as(LocalService.PLACEMENT);
                AnAgent one = AnAgent.of(new NodeId(UUID.randomUUID()));
                AnAgent other = AnAgent.of(new NodeId(UUID.randomUUID()))) {
            placement.say(submitted(chat, 2));
            eventually(
                    "what both nodes count is demand",
                    SOON,
                    () -> {
                        one.counts(chat, 0, 30);
                        other.counts(chat, 1, 24);
                        wake();
                        return "6.0".equals(requests("", "gpus"));
                    });
            assertThat(requests("", "asked")).isEqualTo("2.0");
            assertThat(requests("", "above")).isEqualTo("4.0");
            assertThat(requests("", "perSecond")).isEqualTo("54.0");
            assertThat(requests("", "replicas")).isEqualTo("2");
            assertThat(requests("?tenant=ads", "above")).isEqualTo("4.0");
            eventually(
                    "the lane's next minute has six",
                    SOON,
                    () -> {
                        one.counts(chat, 0, 30);
                        other.counts(chat, 1, 24);
                        wake();
                        return medianNow() > 5.5;
                    });
            assertThat(
                            RestAssured.get("/q/metrics")
                                    .asString()
                                    .lines()
                                    .filter(
                                            l ->
                                                    l.startsWith(
                                                            "headroom_forecast_requests_above_gpus")))
                    .anyMatch(l -> l.endsWith(" 4.0"));
            as("member", "research")
                    .get(FORECASTS)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getList("items.requests")
                    .forEach(found -> assertThat(found).isNull());
        }
    }

    private static @Nullable String requests(String query, String field) {
        Object found =
                as("operator", "*")
                        .get(FORECASTS + query)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path(
                                "items.find { it.series == '%s' }?.requests?.%s"
                                        .formatted(SERIES, field));
        return found == null ? null : found.toString();
    }

    private static double medianNow() {
        Number first =
                as("operator", "*")
                        .get(FORECASTS)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path(
                                "items.find { it.series == '%s' }.quantiles.'0.5'[0]"
                                        .formatted(SERIES));
        return first.doubleValue();
    }

    /// Any import wakes the loop, which would else wait for the next minute.
    private static void wake() {
        as("operator", "*")
                .contentType("text/csv")
                .body("series,at,gpus\ndefault/any,2026-01-01T00:00:00Z,1\n")
                .post("/api/v1/series/import")
                .then()
                .statusCode(200);
    }

    private static WorkloadSubmitted submitted(WorkloadId id, int replicas) {
        RunSpec run =
                new RunSpec(null, List.of("serve"), null, List.of(), null, null)
                        .counting(
                                new RequestCounter(
                                        8000, null, "vllm:request_success_total", 10.0, 1));
        WorkloadSpec spec =
                new WorkloadSpec(
                        "chat",
                        "ads",
                        null,
                        WorkloadClass.ONLINE_INFERENCE,
                        replicas,
                        false,
                        new GpuRequest(1, List.of(GpuModel.L40S), null, null),
                        null,
                        null,
                        null,
                        0,
                        null,
                        null,
                        Map.of(),
                        run);
        return new WorkloadSubmitted(
                new Workload(
                        id,
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

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given().auth().oauth2(TestBed.current().token("pat", role, tenant));
    }
}
