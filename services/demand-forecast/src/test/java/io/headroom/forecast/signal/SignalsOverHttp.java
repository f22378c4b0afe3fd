package io.headroom.forecast.signal;

import java.util.List;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

import io.headroom.testkit.harness.TestBed;

import static org.hamcrest.Matchers.hasItem;

/// Gives signals and reads what is foreseen, as an operator does.
final class SignalsOverHttp {

    static final String SIGNALS = "/api/v1/signals";

    private SignalsOverHttp() {}

    static void refused(String signal, String field) {
        operator()
                .body(signal)
                .post(SIGNALS)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    static List<Double> median(String series) {
        List<Number> found = forecasts().getList(path(series, "quantiles?.'0.5'"));
        return found == null ? List.of() : found.stream().map(Number::doubleValue).toList();
    }

    static String forecast(String series, String field) {
        return String.valueOf(forecasts().getString(path(series, field)));
    }

    static JsonPath forecasts() {
        return operator()
                .get("/api/v1/forecasts?lane=default")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static String path(String series, String field) {
        return "items.find { it.series == '%s' }?.%s".formatted(series, field);
    }

    static RequestSpecification operator() {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", "operator", "*"))
                .contentType(ContentType.JSON);
    }
}
