package io.headroom.placement;

import java.time.Duration;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.headroom.testkit.harness.Eventually;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

/// Workloads are taken in once, seen by their own tenant alone, and refused by the field that is wrong.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class SubmitTest {

    private static final String GOOD =
            """
            {"name":"llama-sft","tenant":"research","class":"fine-tuning","replicas":2,"gang":true,
             "gpu":{"count":8,"models":["H100","H200"]},"run":{"command":["sleep","60"]}}""";

    @BeforeEach
    void declare() {
        for (String tenant : new String[] {"research", "other"}) {
            as("operator", "*").body("{}").put("/api/v1/tenants/" + tenant);
        }
        as("operator", "*").body("{}").put("/api/v1/lanes/default");
    }

    private static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }

    private static String submit() {
        return as("member", "research")
                .body(GOOD)
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .body("state", equalTo("pending"))
                .body("reason.code", equalTo("not-looked-at"))
                .body("gpu.count", equalTo(8))
                .extract()
                .path("id");
    }

    @Test
    void a_workload_is_taken_in_shown_and_cancelled() {
        String id = submit();
        as("viewer", "research")
                .get("/api/v1/workloads/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("llama-sft"));
        as("viewer", "research")
                .get("/api/v1/workloads/" + id + "/story")
                .then()
                .statusCode(200)
                .body("items.what", hasItem("submitted"));
        as("member", "research")
                .post("/api/v1/workloads/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"));
        as("member", "research")
                .post("/api/v1/workloads/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"));
    }

    @Test
    void the_answer_says_when_it_is_thought_to_start() {
        Eventually.eventually(
                "the loop has looked at the lane",
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                () ->
                        as("member", "research")
                                        .body(GOOD)
                                        .post("/api/v1/workloads")
                                        .path("eta.median")
                                != null);
    }

    @Test
    void another_tenant_sees_nothing_of_it() {
        String id = submit();
        as("member", "other").get("/api/v1/workloads/" + id).then().statusCode(404);
        as("member", "other").post("/api/v1/workloads/" + id + "/cancel").then().statusCode(404);
        as("member", "other").body(GOOD).post("/api/v1/workloads").then().statusCode(403);
    }

    @Test
    void a_list_is_of_what_is_asked_for() {
        String id = submit();
        String list = "/api/v1/workloads?limit=1000&";
        for (String matching :
                List.of("name=llama-sft", "lane=default", "class=fine-tuning", "tenant=research")) {
            as("member", "research")
                    .get(list + matching)
                    .then()
                    .statusCode(200)
                    .body("items.id", hasItem(id));
        }
        for (String other : List.of("name=x", "lane=x", "class=training", "tenant=other")) {
            as("member", "research")
                    .get(list + other)
                    .then()
                    .statusCode(200)
                    .body("items.id", not(hasItem(id)));
        }
        as("member", "research")
                .get("/api/v1/placements?workload=" + id)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        as("member", "research")
                .get("/api/v1/placements?node=x")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("node"));
    }

    @Test
    void one_key_takes_one_workload_in() {
        String first = withKey("k-1", GOOD).then().statusCode(201).extract().path("id");
        withKey("k-1", GOOD).then().statusCode(201).body("id", equalTo(first));
        withKey("k-1", GOOD.replace("\"replicas\":2", "\"replicas\":3")).then().statusCode(422);
    }

    private static Response withKey(String key, String body) {
        return as("member", "research")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/workloads");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"count\":8 | \"count\":-8 | gpu.count",
                "\"count\":8 | \"count\":99 | gpu.count",
                "[\"H100\",\"H200\"] | [\"H100\",\"Z900\"] | gpu.models",
                "\"replicas\":2 | \"replicas\":1000000 | replicas",
                "\"replicas\":2 | \"replicas\":\"two\" | replicas",
                "\"gang\":true | \"gang\":true,\"nonsense\":1 | nonsense",
                "fine-tuning | gaming | class",
                "\"llama-sft\" | \"LLAMA SFT\" | name",
                "\"research\" | \"research\",\"lane\":\"nowhere\" | lane",
                "\"research\" | \"research\",\"priority\":100000 | priority",
                "\"count\":8 | \"mig\":\"9g.90gb\" | gpu.mig",
                "\"count\":8 | \"mig\":\"1g.5gb\" | gpu.mig",
                "\"count\":8 | \"mig\":\"1g.10gb\",\"count\":2 | gpu.mig",
                "\"count\":8 | \"mig\":\"1g.10gb\",\"milli\":500 | gpu.mig",
                "\"gang\":true | \"topology\":{\"within\":\"rack\"} | topology",
                "\"gang\":true | \"gang\":true,\"topology\":{\"within\":\"planet\"} | topology.within",
                "\"gang\":true | \"gang\":true,\"topology\":{\"required\":true} | topology.within",
                "\"replicas\":2 | \"replicas\":3,\"topology\":{\"within\":\"nvlink-island\"} | topology.within",
            })
    void nonsense_is_refused_by_its_field(String right, String wrong, String field) {
        as("member", "research")
                .body(GOOD.replace(right, wrong))
                .post("/api/v1/workloads")
                .then()
                .statusCode(400)
                .contentType(containsString("application/problem+json"))
                .body("errors[0].field", containsString(field));
    }

    @Test
    void a_stale_edit_of_a_lane_is_refused() {
        as("operator", "*").body("{}").put("/api/v1/lanes/stale").then().statusCode(201);
        as("operator", "*")
                .header("If-Match", "\"1\"")
                .body("{\"reservedGpus\":2}")
                .put("/api/v1/lanes/stale")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        as("operator", "*")
                .header("If-Match", "\"1\"")
                .body("{\"reservedGpus\":3}")
                .put("/api/v1/lanes/stale")
                .then()
                .statusCode(412);
        as("member", "research").body("{}").put("/api/v1/lanes/mine").then().statusCode(403);
    }
}
