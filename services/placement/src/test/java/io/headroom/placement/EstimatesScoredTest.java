package io.headroom.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.testkit.harness.AnAgent;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// What workloads are told of their start is held against when they start.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class EstimatesScoredTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DOOR = "at-the-door";
    private static final String PLAN = "from-a-plan";
    private static final String ALL = "all";

    private String lane = "";
    private String tenant = "";
    private final NodeId node = new NodeId(UUID.randomUUID());
    private long version = Instant.now().toEpochMilli();

    @BeforeEach
    void declare() {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        lane = "told-" + unique;
        tenant = "teller-" + unique;
        as("operator", "*").body("{}").put("/api/v1/tenants/" + tenant).then().statusCode(201);
        as("operator", "*").body("{}").put("/api/v1/lanes/" + lane).then().statusCode(201);
    }

    @Test
    void a_start_is_held_against_the_first_estimate_of_a_plan() {
        is(NodeState.BOOTING);
        String first = id(submit());
        eventually("it was told", SOON, () -> told(PLAN) == 1);
        assertThat(of(PLAN).path("started").asInt()).isZero();
        assertThat(of(PLAN).path("coverage90").isNumber()).isFalse();

        is(NodeState.READY);
        try (AnAgent agent = AnAgent.of(node)) {
            agent.reports(workload(first), ReplicaState.STARTING, "");
            agent.reports(workload(first), ReplicaState.RUNNING, "");
            eventually("it has started", SOON, () -> of(PLAN).path("started").asInt() == 1);
        }

        JsonNode all = of(PLAN);
        assertThat(all.path("told").asInt()).isEqualTo(1);
        assertThat(all.path("scored").asInt()).isEqualTo(1);
        assertThat(all.path("coverage50").asDouble()).isEqualTo(1);
        assertThat(all.path("coverage90").asDouble()).isEqualTo(1);
        // It was thought to take the three minutes that a cloud usually does, and took some
        // seconds.
        double off = all.path("errorSeconds").asDouble();
        assertThat(off).isBetween(60.0, 180.0);
        assertThat(all.path("lateSeconds").asDouble()).isEqualTo(-off);
        assertThat(scores(PLAN))
                .extracting(score -> score.path("ahead").asText(ALL))
                .containsExactly(ALL, "up-to-ten-minutes", ALL);
        assertThat(scores(PLAN))
                .extracting(score -> score.path("waitedFor").asText(ALL))
                .containsExactly(ALL, ALL, "capacity-on-the-way");
    }

    @Test
    void one_that_is_cancelled_before_its_time_speaks_for_nothing() {
        eventually("the door knows", SOON, Duration.ofSeconds(1), () -> isTold(submit()));
        assertThat(told(DOOR)).isEqualTo(1);
        List<String> ids = as("member", tenant).get("/api/v1/queue").path("items.id");
        assertThat(ids).isNotEmpty();

        ids.forEach(id -> as("member", tenant).post("/api/v1/workloads/" + id + "/cancel"));

        JsonNode all = of(DOOR);
        assertThat(all.path("told").asInt()).isEqualTo(1);
        assertThat(all.path("scored").asInt(-1)).isZero();
        assertThat(all.path("started").asInt(-1)).isZero();
        assertThat(all.path("coverage50").isNumber()).isFalse();
    }

    @Test
    void each_tenant_sees_what_its_own_were_told() {
        is(NodeState.BOOTING);
        submit();
        eventually("it was told", SOON, () -> told(PLAN) == 1);

        tenant = "other-" + tenant;
        assertThat(scores(PLAN)).isEmpty();
        assertThat(scores(DOOR)).isEmpty();
    }

    private void is(NodeState state) {
        Provisioned.aNodeIs(
                state, node, ++version, lane, ProviderKind.AWS, "us-east-1a", Instant.now());
    }

    private Response submit() {
        return as("member", tenant)
                .body(
                        """
                        {"name":"work","tenant":"%s","class":"training","lane":"%s","replicas":1,
                         "gpu":{"count":1},"run":{"command":["sleep","60"]}}"""
                                .formatted(tenant, lane))
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    private static String id(Response submitted) {
        return submitted.path("id");
    }

    private static WorkloadId workload(String id) {
        return new WorkloadId(UUID.fromString(id));
    }

    private static boolean isTold(Response submitted) {
        return submitted.path("eta.median") != null;
    }

    private List<JsonNode> scores(String by) {
        String said =
                as("viewer", tenant)
                        .get("/api/v1/queue/accuracy")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        try {
            return HeadroomJson.tolerant()
                    .readTree(said)
                    .path("items")
                    .valueStream()
                    .filter(score -> score.path("toldBy").asText().equals(by))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// All that were told by it, as one.
    private JsonNode of(String by) {
        return scores(by).stream().findFirst().orElse(MissingNode.getInstance());
    }

    private int told(String by) {
        return of(by).path("told").asInt();
    }

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }
}
