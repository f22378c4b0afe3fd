package io.headroom.placement;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.testkit.harness.AnAgent;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

/// What a workload says of its time and of what it needs on a disk, from the request to what comes of it.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class AskedForTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WILL_MISS = "deadline will be missed";
    private static final String WORKLOADS = "/api/v1/workloads/";

    private String lane = "";
    private String tenant = "";

    @BeforeEach
    void declare() {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        lane = "asked-" + unique;
        tenant = "asker-" + unique;
        as("operator", "*").body("{}").put("/api/v1/tenants/" + tenant).then().statusCode(201);
        as("operator", "*").body("{}").put("/api/v1/lanes/" + lane).then().statusCode(201);
    }

    @Test
    void the_late_time_of_a_start_goes_by_the_doubt_that_was_told() {
        NodeId node = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String first =
                accepted(8, "\"expectedDuration\":\"PT1H\",\"durationAtMost\":\"PT6H\",")
                        .body("durationAtMost", equalTo("PT6H"))
                        .extract()
                        .path("id");
        try (AnAgent agent = AnAgent.of(node)) {
            runs(agent, first);
            String second = accepted(8, "").extract().path("id");
            eventually("it is told", SOON, () -> shown(second).extract().path("eta.p90") != null);
            Instant now = Instant.now();
            ValidatableResponse told = shown(second);
            assertThat(at(told, "eta.median"))
                    .isCloseTo(now.plus(1, ChronoUnit.HOURS), within(2, ChronoUnit.MINUTES));
            assertThat(at(told, "eta.p90"))
                    .isCloseTo(now.plus(6, ChronoUnit.HOURS), within(2, ChronoUnit.MINUTES));
        }
    }

    @Test
    void the_most_urgent_goes_first_and_a_deadline_that_cannot_be_kept_is_said() {
        NodeId node = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String first =
                accepted(8, "\"expectedDuration\":\"PT1H\"," + due(Duration.ofHours(3)))
                        .body("deadlineOutlook", notNullValue())
                        .extract()
                        .path("id");
        try (AnAgent agent = AnAgent.of(node)) {
            runs(agent, first);
            shown(first).body("deadlineOutlook", equalTo("on-time"));
            String older = accepted(8, "").extract().path("id");
            String urgent =
                    accepted(8, "\"expectedDuration\":\"PT1H\"," + due(Duration.ofMinutes(90)))
                            .extract()
                            .path("id");
            eventually("it is said", SOON, () -> outlook(urgent).equals("will-miss"));
            eventually("once", SOON, () -> chapters(urgent).contains(WILL_MISS));
            assertThat(queued()).containsExactly(urgent, older);

            agent.reports(new WorkloadId(UUID.fromString(first)), ReplicaState.SUCCEEDED, "");
            eventually("it was met", SOON, () -> outlook(first).equals("met"));
            assertThat(chapters(first)).contains("deadline met");
            runs(agent, urgent);
            agent.reports(new WorkloadId(UUID.fromString(urgent)), ReplicaState.FAILED, "");
            eventually("it was missed", SOON, () -> outlook(urgent).equals("missed"));
            assertThat(chapters(urgent)).containsOnlyOnce(WILL_MISS).contains("deadline missed");
        }
        String metrics = RestAssured.get("/q/metrics").asString();
        assertThat(metrics)
                .contains("headroom_deadlines_total{outcome=\"met\"} 1.0")
                .contains("headroom_deadlines_total{outcome=\"missed\"} 1.0");
    }

    @Test
    void a_deadline_that_nothing_can_keep_is_refused() {
        submitted(1, due(Duration.ofMinutes(-1)))
                .statusCode(422)
                .body("errors[0].field", equalTo("deadline"))
                .body("errors[0].message", containsString("has passed"));
        submitted(1, "\"expectedDuration\":\"PT2H\"," + due(Duration.ofHours(1)))
                .statusCode(422)
                .body("errors[0].field", equalTo("deadline"))
                .body("errors[0].message", containsString("even if it started at once"));
    }

    @Test
    void what_was_read_on_a_node_is_read_there_again() {
        NodeId first = Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String reads = "\"data\":[\"llama-3-70b\"],";
        String before =
                accepted(1, reads).body("data[0]", equalTo("llama-3-70b")).extract().path("id");
        try (AnAgent agent = AnAgent.of(first)) {
            runs(agent, before);
            Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
            as("member", tenant).post(WORKLOADS + before + "/cancel").then().statusCode(200);
            String fills = accepted(1, "").extract().path("id");
            eventually("it has its place", SOON, () -> state(fills).equals("placed"));
            String after = accepted(1, reads).extract().path("id");
            eventually("it has its place", SOON, () -> state(after).equals("placed"));
            ValidatableResponse placed =
                    as("viewer", tenant).get("/api/v1/placements?workload=" + after).then();
            placed.body("items[0].node", equalTo(first.toString()))
                    .body("items[0].why", containsString("has llama-3-70b on its disk"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"durationAtMost\":\"PT2H\" | durationAtMost | absent",
                "\"expectedDuration\":\"PT2H\",\"durationAtMost\":\"PT1H\" | durationAtMost | at least expectedDuration",
                "\"expectedDuration\":\"PT2H\",\"durationAtMost\":\"P400D\" | durationAtMost | at most",
                "\"expectedDuration\":\"PT2H\",\"durationAtMost\":\"long\" | durationAtMost | ~~",
                "\"deadline\":\"tomorrow\" | deadline | ~~",
                "\"data\":[\"../etc\"] | data[0] | 1 to 128 letters",
                "\"data\":[\"a\",\"a\"] | data | must not name one twice",
                "\"data\":\"a\" | data | ~~",
                "\"data\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\",\"m\",\"n\",\"o\",\"p\",\"q\"] | data | at most 16",
            })
    void nonsense_is_refused_by_its_field(String asked, String field, String message) {
        submitted(1, asked + ",")
                .statusCode(400)
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", containsString(message));
    }

    private void runs(AnAgent agent, String id) {
        eventually("it has its place", SOON, () -> state(id).equals("placed"));
        WorkloadId workload = new WorkloadId(UUID.fromString(id));
        agent.reports(workload, ReplicaState.STARTING, "");
        agent.reports(workload, ReplicaState.RUNNING, "");
        eventually("it runs", SOON, () -> state(id).equals("running"));
    }

    private static String due(Duration fromNow) {
        return "\"deadline\":\"%s\",".formatted(Instant.now().plus(fromNow));
    }

    private String outlook(String id) {
        return String.valueOf(shown(id).extract().<String>path("deadlineOutlook"));
    }

    private List<String> chapters(String id) {
        return as("viewer", tenant).get(WORKLOADS + id + "/story").path("items.what");
    }

    private List<String> queued() {
        return as("viewer", tenant).get("/api/v1/queue").path("items.id");
    }

    private String state(String id) {
        return shown(id).extract().path("state");
    }

    private static Instant at(ValidatableResponse told, String field) {
        return Instant.parse(told.extract().<String>path(field));
    }

    private ValidatableResponse shown(String id) {
        return as("viewer", tenant).get(WORKLOADS + id).then().statusCode(200);
    }

    private ValidatableResponse accepted(int gpus, String more) {
        return submitted(gpus, more).statusCode(201);
    }

    private ValidatableResponse submitted(int gpus, String more) {
        return as("member", tenant)
                .body(
                        """
                        {"name":"work","tenant":"%s","class":"training","lane":"%s","gpu":{"count":%d},%s
                         "run":{"command":["sleep","60"]}}"""
                                .formatted(tenant, lane, gpus, more))
                .post("/api/v1/workloads")
                .then();
    }

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }
}
