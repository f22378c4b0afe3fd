package io.headroom.forecast.signal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.LaneChanged;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

/// What somebody announces is shown, and can be taken back.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class SignalsTest {

    private static final String SIGNALS = "/api/v1/signals";

    @Test
    void a_signal_is_given_shown_and_withdrawn() {
        String id =
                operator()
                        .body(announcing(200))
                        .post(SIGNALS)
                        .then()
                        .statusCode(201)
                        .body("gpus", equalTo(200.0f))
                        .extract()
                        .path("id");
        operator().get(SIGNALS + "/" + id).then().statusCode(200).body("lane", equalTo("default"));
        operator().get(SIGNALS).then().statusCode(200).body("items.id", hasItem(id));
        operator().delete(SIGNALS + "/" + id).then().statusCode(204);
        operator().get(SIGNALS).then().statusCode(200).body("items.id", not(hasItem(id)));
        operator().get(SIGNALS + "/" + id).then().statusCode(404);
        operator()
                .delete(SIGNALS + "/" + id)
                .then()
                .statusCode(404)
                .body("errors.field", hasItem("signal"));
    }

    @Test
    void nonsense_is_refused_by_its_field() {
        operator()
                .body(announcing(1e9))
                .post(SIGNALS)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("gpus"));
    }

    @Test
    void a_lane_that_nobody_declared_is_refused_and_one_that_was_is_taken() {
        operator()
                .body(announcing(8).replace("default", "nowhere"))
                .post(SIGNALS)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("lane"));

        Outside.placementSays(new LaneChanged("night", 1, new LaneSpec(null, null, null, null, 0)));
        operator()
                .body(announcing(8).replace("default", "night"))
                .post(SIGNALS)
                .then()
                .statusCode(201);
    }

    @Test
    void signals_come_in_pages() {
        for (int i = 1; i < 4; i++) {
            operator().body(announcing(i)).post(SIGNALS).then().statusCode(201);
        }
        JsonPath first = operator().get(SIGNALS + "?limit=2").then().extract().jsonPath();
        assertThat(first.getList("items")).hasSize(2);
        assertThat(
                        operator()
                                .get(SIGNALS + "?limit=2&after=" + first.getString("next"))
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath()
                                .getList("items.id", String.class))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first.getList("items.id", String.class));
        operator().get(SIGNALS + "?after=zz").then().statusCode(400);
        operator().get("/api/v1/series?limit=0").then().statusCode(400);
    }

    @Test
    void what_is_announced_over_the_bus_is_a_signal_too_and_once_only() {
        String signal = announcing(17);

        String first = Outside.announces(signal);
        String again = Outside.announces(signal);

        String id = JsonPath.from(first).getString("signal.id");
        assertThat(JsonPath.from(again).getString("signal.id")).isEqualTo(id);
        operator().get(SIGNALS).then().body("items.findAll { it.id == '" + id + "' }", hasSize(1));
        assertThat(Outside.announces(announcing(-17))).contains("\"field\":\"gpus\"");
        assertThat(Outside.announces("nonsense")).contains("\"field\":\"body\"");
    }

    private static String announcing(double gpus) {
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
        return "{\"lane\":\"default\",\"from\":\"%s\",\"to\":\"%s\",\"gpus\":%s,\"model\":\"H100\",\"certainty\":0.8}"
                .formatted(tomorrow, tomorrow.plus(6, ChronoUnit.HOURS), gpus);
    }

    private static RequestSpecification operator() {
        return RestAssured.given()
                .auth()
                .oauth2(TestBed.current().token("pat", "operator", "*"))
                .contentType(ContentType.JSON);
    }
}
