package io.headroom.forecast.signal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

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

/// What repeats is one signal of many times.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class RepeatingSignalsTest {

    @Test
    void what_repeats_is_shown_with_its_next_times_foreseen_and_withdrawn_whole() {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofDays(3));
        String daily =
                repeating(
                        "A100-40GB", begin.plusSeconds(1200), Duration.ofMinutes(20), "FREQ=DAILY");
        JsonPath given =
                operator()
                        .header("Idempotency-Key", "each-day-at-nine")
                        .body(daily)
                        .post(SIGNALS)
                        .then()
                        .statusCode(201)
                        .body("next", hasSize(5))
                        .body(
                                "next[0].from",
                                equalTo(
                                        begin.plus(Duration.ofDays(3))
                                                .plusSeconds(1200)
                                                .toString()))
                        .extract()
                        .jsonPath();
        String id = given.getString("id");
        assertThat(
                        operator()
                                .header("Idempotency-Key", "each-day-at-nine")
                                .body(daily)
                                .post(SIGNALS)
                                .then()
                                .extract()
                                .jsonPath()
                                .getString("id"))
                .isEqualTo(id);
        eventually(
                "today's is foreseen",
                Duration.ofSeconds(60),
                () -> median("default/A100-40GB").stream().anyMatch(gpus -> gpus > 199.9));
        assertThat(forecast("default/A100-40GB", "usableIn.size()")).isEqualTo("1");
        operator()
                .get(SIGNALS + "/" + id)
                .then()
                .statusCode(200)
                .body("repeat", equalTo("FREQ=DAILY"));
        operator().delete(SIGNALS + "/" + id).then().statusCode(204);
        operator().get(SIGNALS).then().body("items.id", not(hasItem(id)));
        eventually(
                "nothing is left of it",
                Duration.ofSeconds(60),
                () -> forecast("default/A100-40GB", "usable").equals("null"));
        String heard = Outside.announces(daily);
        assertThat(JsonPath.from(heard).getString("signal.repeat")).isEqualTo("FREQ=DAILY");
        operator()
                .delete(SIGNALS + "/" + JsonPath.from(heard).getString("signal.id"))
                .then()
                .statusCode(204);
    }

    @Test
    void a_rule_that_makes_no_sense_is_refused_by_its_field() {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Duration hour = Duration.ofHours(1);
        refused(repeating("H100", begin, hour, "every day"), "repeat");
        refused(repeating("H100", begin, hour, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "repeat");
        refused(repeating("H100", begin, Duration.ofMinutes(1), "FREQ=MINUTELY"), "repeat");
        refused(repeating("H100", begin, Duration.ofHours(2), "FREQ=HOURLY"), "to");
        refused(
                repeating("H100", begin.minus(Duration.ofDays(9)), hour, "FREQ=DAILY;COUNT=3"),
                "repeat");
        refused(repeating("H100", begin.minus(Duration.ofDays(900)), hour, "FREQ=DAILY"), "from");
        refused(repeating("H100", begin, hour, "FREQ=DAILY\",\"zone\":\"Mars/Olympus"), "zone");
        refused(
                repeating("H100", begin, hour, "").replace("\"repeat\":\"\"", "\"zone\":\"UTC\""),
                "zone");
        assertThat(Outside.announces(repeating("H100", begin, hour, "FREQ=SECONDLY")))
                .contains("\"field\":\"repeat\"");
    }

    private static String repeating(String model, Instant from, Duration lasting, String rule) {
        return "{\"lane\":\"default\",\"from\":\"%s\",\"to\":\"%s\",\"gpus\":200,\"model\":\"%s\",\"certainty\":1,\"repeat\":\"%s\"}"
                .formatted(from, from.plus(lasting), model, rule);
    }
}
