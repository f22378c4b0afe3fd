package io.headroom.forecast.measure;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;

import io.headroom.testkit.harness.TestBed;

import static org.hamcrest.Matchers.equalTo;

/// Imports what was and asks for measures, as an operator does.
final class MeasuresOverHttp {

    private MeasuresOverHttp() {}

    static void imported(String csv, @Nullable Integer changed) {
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

    static RequestSpecification ofSeries(String series) {
        return operator().queryParam("series", series);
    }

    static RequestSpecification operator() {
        return RestAssured.given().auth().oauth2(TestBed.current().token("pat", "operator", "*"));
    }
}
