package io.headroom.placement;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.agent.SecretsTold;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.seal.SealingKey;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.testkit.harness.AnAgent;
import io.headroom.testkit.harness.Eventually;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

/// What a replica may know goes to its node alone, and what it wrote comes back.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class SecretsAndLogsTest {

    private static final String SECRET = "/api/v1/secrets/research/production/wandb";

    private static final Duration SOON = Duration.ofSeconds(60);

    private final String lane = "talk-" + UUID.randomUUID();

    @BeforeEach
    void declare() {
        for (String tenant : List.of("research", "other")) {
            as("operator", "*")
                    .body("{\"environments\":[\"production\"]}")
                    .put("/api/v1/tenants/" + tenant);
        }
        as("operator", "*").body("{}").put("/api/v1/lanes/" + lane).then().statusCode(201);
        as("member", "research").body("{\"value\":\"hunter2\"}").put(SECRET);
    }

    @Test
    void a_secret_goes_in_and_never_comes_out_again() {
        String fresh = "/api/v1/secrets/research/production/" + UUID.randomUUID();
        as("member", "research")
                .body("{\"value\":\"hunter2\"}")
                .put(fresh)
                .then()
                .statusCode(201)
                .body("version", equalTo(1))
                .body("changedBy", equalTo("pat"))
                .body(not(containsString("hunter2")));
        as("member", "research")
                .header("If-Match", "\"7\"")
                .body("{\"value\":\"other\"}")
                .put(fresh)
                .then()
                .statusCode(412);
        as("member", "research")
                .body("{\"value\":\"other\"}")
                .put(fresh)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        as("viewer", "research")
                .get("/api/v1/secrets?limit=1000")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("wandb"))
                .body(not(containsString("hunter2")));
        as("member", "research").delete(fresh).then().statusCode(204);
        as("member", "research").get(fresh).then().statusCode(404);
    }

    @Test
    void another_tenants_secrets_are_not_there() {
        as("member", "other").get(SECRET).then().statusCode(404);
        as("member", "other").body("{\"value\":\"x\"}").put(SECRET).then().statusCode(403);
        as("member", "other").delete(SECRET).then().statusCode(403);
        as("viewer", "research").body("{\"value\":\"x\"}").put(SECRET).then().statusCode(403);
        as("viewer", "other")
                .get("/api/v1/secrets")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void what_is_wrong_is_named() {
        as("member", "research")
                .body("{\"value\":\"\"}")
                .put(SECRET)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("value"));
        as("member", "research")
                .body("{\"value\":\"x\"}")
                .put("/api/v1/secrets/research/nowhere/wandb")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("environment"));
        as("member", "research")
                .body(workload("secret:wandb\",\"secret:nobody-set-it"))
                .post("/api/v1/workloads")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("run.secrets[1]"))
                .body("errors.message", hasItem(containsString("no secret nobody-set-it")));
    }

    @Test
    void a_node_is_told_the_secrets_of_what_it_runs_and_of_nothing_else() throws Exception {
        WorkloadId workload = placed("secret:wandb");
        SealingKey key = SealingKey.fresh();
        try (AnAgent agent = AnAgent.of(nodeOf(workload));
                AnAgent stranger = AnAgent.of(new NodeId(UUID.randomUUID()))) {
            SecretsTold told = agent.asks(workload, key.publicKey());
            byte[] values = key.open(Objects.requireNonNull(told.values()), workload + "/0/1");
            assertThat(new String(values, StandardCharsets.UTF_8))
                    .isEqualTo("{\"wandb\":\"hunter2\"}");

            SecretsTold refused = stranger.asks(workload, key.publicKey());
            assertThat(refused.values()).isNull();
            assertThat(refused.refused()).contains("not placed on this node");
        }
    }

    @Test
    void logs_come_from_the_node_while_it_runs_and_their_end_is_kept() throws Exception {
        WorkloadId workload = placed("secret:wandb");
        String logs = "/api/v1/workloads/" + workload + "/logs";
        try (AnAgent agent = AnAgent.of(nodeOf(workload))) {
            agent.answersForLogs(wanted -> new LogPiece(wanted.after(), 42, "step 17"));
            as("viewer", "research")
                    .get(logs + "?replica=0&after=35")
                    .then()
                    .statusCode(200)
                    .body("items.text", hasItem("step 17"))
                    .body("items.source", hasItem("node"))
                    .body("items.from", hasItem(35))
                    .body("items.to", hasItem(42));
            as("viewer", "other").get(logs).then().statusCode(404);
            as("viewer", "research").get(logs + "?after=3").then().statusCode(400);

            agent.reports(workload, ReplicaState.STARTING, "");
            agent.reports(workload, ReplicaState.FAILED, "out of memory");
            Eventually.eventually(
                    "it failed and says why",
                    SOON,
                    () ->
                            "replica-failed"
                                    .equals(
                                            as("viewer", "research")
                                                    .get("/api/v1/workloads/" + workload)
                                                    .path("reason.code")));
        }
        as("viewer", "research")
                .get(logs)
                .then()
                .statusCode(200)
                .body("items.text", hasItem("out of memory"))
                .body("items.source", hasItem("kept"));
    }

    @Test
    void a_node_that_does_not_answer_is_said_to() {
        WorkloadId workload = placed("secret:wandb");

        as("viewer", "research")
                .get("/api/v1/workloads/" + workload + "/logs")
                .then()
                .statusCode(200)
                .body("items.unavailable", hasItem(containsString("did not answer")));
    }

    private WorkloadId placed(String secret) {
        Provisioned.aNodeIsReady(lane, ProviderKind.AWS, "us-east-1a");
        String id =
                as("member", "research")
                        .body(workload(secret))
                        .post("/api/v1/workloads")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        Eventually.eventually(
                "it is placed",
                SOON,
                () ->
                        as("member", "research")
                                .get("/api/v1/workloads/" + id)
                                .path("state")
                                .equals("placed"));
        return new WorkloadId(UUID.fromString(id));
    }

    private NodeId nodeOf(WorkloadId workload) {
        String node =
                as("member", "research")
                        .get("/api/v1/placements?workload=" + workload)
                        .path("items[0].node");
        return new NodeId(UUID.fromString(node));
    }

    private String workload(String secret) {
        return """
        {"name":"knows","tenant":"research","environment":"production","class":"fine-tuning","lane":"%s",
         "gpu":{"count":8,"models":["H100"]},"run":{"command":["sleep","60"],"secrets":["%s"]}}"""
                .formatted(lane, secret);
    }

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }
}
