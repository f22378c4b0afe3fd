package io.headroom.forecast.composition;

import java.util.List;
import java.util.Map;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;

import io.headroom.testkit.harness.TestBed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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

    /// Fails where parts do not add up. How many values of the series were known.
    static int assertAddsUp(JsonPath told) {
        Map<String, List<@Nullable Float>> whole = told.getMap("measures");
        List<Map<String, List<@Nullable Float>>> parts = told.getList("parts.measures");
        int known = 0;
        for (Map.Entry<String, List<@Nullable Float>> measure : whole.entrySet()) {
            for (int i = 0; i < measure.getValue().size(); i++) {
                Float value = measure.getValue().get(i);
                double sum = 0;
                for (Map<String, List<@Nullable Float>> part : parts) {
                    Float of = requireNonNull(part.get(measure.getKey())).get(i);
                    assertThat(of == null).as(measure.getKey()).isEqualTo(value == null);
                    sum += of == null ? 0 : of;
                }
                if (value != null) {
                    known++;
                    assertThat(sum).as(measure.getKey()).isCloseTo(value, within(0.01));
                }
            }
        }
        return known;
    }
}
