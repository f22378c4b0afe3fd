package io.headroom.cost;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import io.headroom.testkit.harness.TestBed;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/// Asks the API as one of its callers.
final class Api {

    /// No boundary comes in the way of a test, whenever it runs.
    static final String AGES =
            "{\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2120-01-01T00:00:00Z\"}";

    static final String PARQUET = "application/vnd.apache.parquet";

    private Api() {}

    static RequestSpecification operator() {
        return as("operator", "*");
    }

    static RequestSpecification as(String role, String tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", role, tenant))
                .contentType("application/json");
    }

    static String budget(String tenant, String amount, String... more) {
        return "{\"scope\":{\"tenant\":\"%s\"},\"amount\":\"%s\",\"period\":%s%s}"
                .formatted(tenant, amount, AGES, String.join("", more));
    }

    static ValidatableResponse problem(Response response, int status) {
        return response.then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("status", equalTo(status));
    }

    static String status(String budget, String field) {
        return operator()
                .get("/api/v1/budgets/" + budget + "/status")
                .then()
                .statusCode(200)
                .extract()
                .path(field);
    }

    /// A tenant's costs as a FOCUS bill in Parquet.
    static byte[] parquet(String tenant) {
        return as("viewer", tenant)
                .accept(PARQUET)
                .get("/api/v1/costs/focus")
                .then()
                .statusCode(200)
                .header("Content-Type", PARQUET)
                .extract()
                .asByteArray();
    }

    static void invoice(String id, String body, int status) {
        operator()
                .contentType("text/csv")
                .body(body)
                .put("/api/v1/costs/invoices/" + id)
                .then()
                .statusCode(status);
    }
}
