package io.headroom.platform;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

/// Bad input gets a clear error and changes nothing; what is asked twice is done once.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class RestTest {

    private static final String GOOD =
            "{\"name\":\"a\",\"tenant\":\"research\",\"replicas\":1,\"part\":{\"count\":1,\"kind\":\"whole-one\"}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"name\":\"a\",\"tenant\":\"research\",\"replicas\":1,\"nonsense\":1} | nonsense | no such field",
                "{\"name\":\"a\",\"tenant\":\"research\",\"replicas\":0} | body | replicas must be at least 1",
                "{\"name\":\"a\",\"tenant\":\"research\",\"replicas\":\"2\"} | replicas | a whole number",
                "{\"name\":\"a\",\"tenant\":\"research\",\"replicas\":1.5} | replicas | a whole number",
                "{\"tenant\":\"research\",\"replicas\":1} | body | name is missing",
                "{\"name\":\"a\",\"tenant\":\"research\",\"replicas\":1,\"part\":{\"count\":-1}} | part | must not be negative",
                "{\"name\":\"a\",\"tenant\":\"research\",\"replicas\":1,\"part\":{\"kind\":\"half\"}} | part.kind | whole-one, share",
                "{\"name\":\"a\",\"tenant\":\"research\",\"replicas\":1,\"parts\":[{},{\"x\":1}]} | parts[1].x | no such field",
                "{\"name\":\"a\",\"tenant\":\"research\",\"replicas\":1,\"lasts\":\"six hours\"} | lasts | a duration",
                "{\"name\": | body | is not JSON",
                "{\"name\":\"a\" | body | (start marker at line: 1",
                "[] | body | must be"
            })
    void a_wrong_body_is_answered_with_the_field_that_is_wrong(
            String body, String field, String message) {
        problem(as("member").body(body).post("/api/v1/things"), 400)
                .body("errors", hasSize(1))
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", containsString(message));
    }

    @Test
    void a_wrong_parameter_is_named() {
        problem(as("member").get("/api/v1/things?weight=11"), 400)
                .body("errors[0].field", equalTo("weight"));
        problem(as("member").get("/api/v1/things?limit=0"), 400)
                .body("errors[0].field", equalTo("limit"));
        problem(as("member").get("/api/v1/things?after=%21"), 400)
                .body("errors[0].field", equalTo("after"));
    }

    @Test
    void a_parameter_of_another_form_or_name_is_named() {
        problem(as("member").get("/api/v1/things?limit=abc&weight=x"), 400)
                .body("instance", equalTo("/api/v1/things"))
                .body("errors", hasSize(2))
                .body("errors[0].field", equalTo("limit"))
                .body("errors[0].message", equalTo("must be a whole number, not abc"))
                .body("errors[1].field", equalTo("weight"));
        problem(as("member").get("/api/v1/things?colour=red"), 400)
                .body("errors", hasSize(1))
                .body("errors[0].field", equalTo("colour"))
                .body("errors[0].message", containsString("known are after, limit, weight"));
        problem(as("member").get("/api/v1/things/none?colour=red"), 400)
                .body("errors[0].message", containsString("none is known"));
        problem(RestAssured.given().get("/api/v1/things?colour=red"), 401);
    }

    @Test
    void a_cursor_that_the_list_never_gave_is_refused() {
        for (String cursor : List.of("zz", "zzz", "MTI", "%21")) {
            problem(as("member").get("/api/v1/things?after=" + cursor), 400)
                    .body("errors[0].field", equalTo("after"));
        }
    }

    @Test
    void who_may_not_is_told_so() {
        problem(
                RestAssured.given()
                        .contentType("application/json")
                        .body(GOOD)
                        .post("/api/v1/things"),
                401);
        problem(RestAssured.given().auth().oauth2("rubbish").get("/api/v1/things"), 401);
        problem(as("viewer").get("/api/v1/things"), 403);
        problem(as("member").body(GOOD.replace("research", "others")).post("/api/v1/things"), 403);
        problem(as("member").get("/api/v1/dead-letters"), 403);
    }

    @Test
    void what_is_not_there_is_not_found() {
        problem(as("member").get("/api/v1/things/numbered/abc"), 404)
                .body("detail", equalTo("there is no thing abc"));
        problem(as("member").get("/api/v1/things/none"), 404)
                .body("detail", containsString("none"));
        problem(as("member").get("/api/v1/nothing"), 404);
        problem(as("member").delete("/api/v1/things"), 405);
        problem(as("member").contentType("text/plain").body("x").post("/api/v1/things"), 415);
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        String large = GOOD.replace("\"a\"", "\"" + "a".repeat(1_100_000) + "\"");
        assertThat(as("member").body(large).post("/api/v1/things").statusCode()).isEqualTo(413);
    }

    @Test
    void the_same_key_gives_the_same_answer_and_another_body_is_refused() {
        RequestSpecification keyed =
                as("member").header("Idempotency-Key", "k" + System.nanoTime());
        String first = created(keyed);
        assertThat(created(keyed)).isEqualTo(first);
        problem(
                        keyed.body(GOOD.replace("\"replicas\":1", "\"replicas\":2"))
                                .post("/api/v1/things"),
                        422)
                .body("errors[0].field", equalTo("Idempotency-Key"));
        assertThat(created(as("member"))).isNotEqualTo(first);
    }

    private static String created(RequestSpecification request) {
        return request.body(GOOD)
                .post("/api/v1/things")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", notNullValue())
                .extract()
                .path("name");
    }

    @Test
    void a_stale_version_is_refused() {
        String path = "/api/v1/things/versioned" + System.nanoTime();
        as("member").body(GOOD).put(path).then().statusCode(200).header("ETag", "\"1\"");
        as("member")
                .body(GOOD)
                .header("If-Match", "\"1\"")
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        problem(as("member").body(GOOD).header("If-Match", "\"1\"").put(path), 412);
        problem(as("member").body(GOOD).header("If-Match", "x").put(path), 400);
    }

    @Test
    void lists_come_in_pages_and_show_one_tenants_things_alone() {
        for (int i = 0; i < 5; i++) {
            var _ = created(as("member"));
        }
        String next =
                as("member")
                        .get("/api/v1/things?limit=2")
                        .then()
                        .statusCode(200)
                        .body("items", hasSize(2))
                        .extract()
                        .path("next");
        as("member")
                .get("/api/v1/things?limit=2&after=" + next)
                .then()
                .statusCode(200)
                .body("items", hasSize(2));
        given(TestBed.current().token("eve", "member", "others"))
                .get("/api/v1/things")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void the_operator_sees_dead_letters() {
        as("operator")
                .get("/api/v1/dead-letters")
                .then()
                .statusCode(200)
                .body("items", notNullValue());
        problem(as("operator").get("/api/v1/dead-letters/999999"), 404);
        problem(as("operator").post("/api/v1/dead-letters/999999/replay"), 404);
        problem(as("operator").get("/api/v1/dead-letters/placement-999999"), 404)
                .body("instance", equalTo("/api/v1/dead-letters/placement-999999"));
        problem(as("operator").get("/api/v1/dead-letters/abc"), 404)
                .body("detail", equalTo("there is no dead letter abc"));
    }

    @Test
    void it_is_ready_and_measured() {
        RestAssured.get("/q/health/ready").then().statusCode(200);
        RestAssured.get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("headroom_leader"));
    }

    private static RequestSpecification as(String role) {
        return given(TestBed.current().token("mia", role, "research"));
    }

    private static RequestSpecification given(String token) {
        return RestAssured.given().auth().oauth2(token).contentType("application/json");
    }

    private static ValidatableResponse problem(
            io.restassured.response.Response response, int status) {
        return response.then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("status", equalTo(status));
    }
}
