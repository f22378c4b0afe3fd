package io.headroom.forecast.series;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.Onlooker;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

/// What was wanted before Headroom was there is learned from, and told as far ahead as the documentation says.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class ImportTest {

    private static final String FORECASTS = "/api/v1/forecasts?lane=default&horizon=";

    @Test
    void an_imported_series_is_foreseen_for_two_hours_and_no_further() {
        StringBuilder csv = new StringBuilder("series,at,gpus\n");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        for (int minute = 600; minute > 0; minute--) {
            csv.append(
                    "default/H200,%s,%d%n"
                            .formatted(now.minusSeconds(60L * minute), 4 + minute % 3));
        }
        importing(csv.toString()).post("/api/v1/series/import").then().statusCode(200);
        eventually("the series is foreseen", Duration.ofSeconds(60), () -> steps("PT2H") == 120);
        operator()
                .get(FORECASTS + "PT1H")
                .then()
                .statusCode(200)
                .body("items.find { it.series == 'default/H200' }.models.use", hasItem("used"));
        eventually(
                "who hears of switches hears of this one",
                Duration.ofSeconds(60),
                () -> Onlooker.look(ImportTest::switches) > 0);
        operator()
                .get(FORECASTS + "P5000D")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("horizon"))
                .body("detail", containsString("at most PT2H"));
    }

    @Test
    void lines_out_of_order_are_put_in_order_and_the_same_again_changes_nothing() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        StringBuilder csv = new StringBuilder("series,at,gpus,tenant\n");
        for (int minute : new int[] {30, 5, 90, 5, 60, 31}) {
            csv.append(
                    "default/P100,%s,%d,ads%n".formatted(now.minusSeconds(60L * minute), minute));
        }
        importing(csv.toString())
                .post("/api/v1/series/import")
                .then()
                .statusCode(200)
                .body("rows", equalTo(5))
                .body("changed", equalTo(5));
        importing(csv.toString())
                .post("/api/v1/series/import")
                .then()
                .statusCode(200)
                .body("rows", equalTo(5))
                .body("changed", equalTo(0));
        operator()
                .get("/api/v1/series?limit=200")
                .then()
                .statusCode(200)
                .body(
                        "items.find { it.series == 'default/P100' }.from",
                        equalTo(now.minusSeconds(60L * 90).toString()));
    }

    @Test
    void what_is_no_demand_is_refused_by_its_line_and_nothing_of_it_is_taken() {
        Instant then = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(600);
        importing(
                        "series,at,gpus\ndefault/A10,%s,1\ndefault/A10,%s,NaN\ndefault/A10,%s,1e9\n"
                                .formatted(then, then, then))
                .post("/api/v1/series/import")
                .then()
                .statusCode(400)
                .body("errors.field", contains("line 3", "line 4"));
        operator()
                .get("/api/v1/series?limit=200")
                .then()
                .statusCode(200)
                .body("items.series", not(hasItem("default/A10")));
    }

    @Test
    void a_series_of_a_lane_that_nobody_declared_is_refused() {
        importing("series,at,gpus\nnowhere/H200,2026-01-01T00:00:00Z,4\n")
                .post("/api/v1/series/import")
                .then()
                .statusCode(400)
                .body("errors.message", hasItem("there is no lane nowhere"));
    }

    private static int switches(Connection database) throws SQLException {
        try (PreparedStatement query =
                        database.prepareStatement(
                                "select count(*) from bus.outbox where service = 'forecast'"
                                        + " and event like '%models-changed' and key = 'default.H200'");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static int steps(String horizon) {
        Integer steps =
                operator()
                        .get(FORECASTS + horizon)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path(
                                "items.find { it.series == 'default/H200' }?.quantiles?.'0.5'?.size()");
        return steps == null ? 0 : steps;
    }

    private static RequestSpecification importing(String csv) {
        return operator().contentType("text/csv").body(csv);
    }

    private static RequestSpecification operator() {
        return RestAssured.given().auth().oauth2(TestBed.current().token("pat", "operator", "*"));
    }
}
