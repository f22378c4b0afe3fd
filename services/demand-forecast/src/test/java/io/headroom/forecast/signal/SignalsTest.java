package io.headroom.forecast.signal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.LaneChanged;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.forecast.signal.SignalsOverHttp.SIGNALS;
import static io.headroom.forecast.signal.SignalsOverHttp.forecast;
import static io.headroom.forecast.signal.SignalsOverHttp.median;
import static io.headroom.forecast.signal.SignalsOverHttp.operator;
import static io.headroom.forecast.signal.SignalsOverHttp.refused;
import static io.headroom.testkit.harness.Eventually.eventually;
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

    @Test
    void a_signal_is_given_shown_and_withdrawn() {
        String id =
                operator()
                        .body(announcing(200))
                        .post(SIGNALS)
                        .then()
                        .statusCode(201)
                        .body("gpus", equalTo(200.0f))
                        .body("series", equalTo("default/H100"))
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
        refused(announcing(1e9), "gpus");
        refused(announcing(0), "gpus");
        refused(announcing(-200), "gpus");
        refused(announcing(200).replace("200.0", "NaN"), "body");
        refused(announcing(200).replace("200.0", "\"NaN\""), "gpus");
        refused(announcing(200).replace("200.0", "1e999"), "gpus");
        refused(announcing(200).replace("0.8", "1.2"), "certainty");
        refused(announcing(200).replace("H100", "H9000"), "model");
        refused(between(Duration.ofHours(-7), Duration.ofHours(-1)), "to");
        refused(between(Duration.ofHours(2), Duration.ofHours(1)), "to");
        refused(between(Duration.ofHours(2), Duration.ofDays(5_000)), "to");
        refused(
                "{\"lane\":\"default\",\"from\":\"soon\",\"to\":\"later\",\"gpus\":1,\"certainty\":1}",
                "from");
    }

    @Test
    void one_that_has_begun_is_taken_and_contradicting_ones_are_both_kept() {
        String begun =
                between(Duration.ofHours(-1), Duration.ofHours(1)).replace("H100", "V100M32");
        for (int i = 0; i < 2; i++) {
            operator().body(begun).post(SIGNALS).then().statusCode(201);
        }
        eventually(
                "both are foreseen",
                Duration.ofSeconds(60),
                () -> median("default/V100M32").stream().anyMatch(gpus -> gpus > 399.9));
    }

    @Test
    void
            a_lane_without_a_past_is_foreseen_to_want_what_is_announced_and_no_more_once_it_is_withdrawn() {
        String soon = between(Duration.ofMinutes(20), Duration.ofMinutes(40));
        String id =
                operator()
                        .body(soon.replace("H100", "A100-80GB"))
                        .post(SIGNALS)
                        .then()
                        .statusCode(201)
                        .body("series", equalTo("default/A100-80GB"))
                        .extract()
                        .path("id");
        eventually(
                "it is foreseen",
                Duration.ofSeconds(60),
                () -> median("default/A100-80GB").stream().anyMatch(gpus -> gpus > 199.9));
        assertThat(median("default/A100-80GB").getFirst()).isZero();
        assertThat(forecast("default/A100-80GB", "usable")).isEqualTo("true");
        assertThat(forecast("default/A100-80GB", "usableIn.size()")).isEqualTo("1");
        assertThat(forecast("default/A100-80GB", "typical.gpus")).isEqualTo("1");
        assertThat(forecast("default/A100-80GB", "why")).startsWith("NO_DEMAND_KNOWN");

        operator().delete(SIGNALS + "/" + id).then().statusCode(204);
        eventually(
                "nothing is left of it",
                Duration.ofSeconds(60),
                () -> forecast("default/A100-80GB", "usable").equals("null"));
    }

    private static String between(Duration from, Duration to) {
        Instant now = Instant.now();
        return "{\"lane\":\"default\",\"from\":\"%s\",\"to\":\"%s\",\"gpus\":200,\"model\":\"H100\",\"certainty\":1}"
                .formatted(now.plus(from), now.plus(to));
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
}
