package io.headroom.forecast.accuracy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/// What was said of a minute is scored once, when it is over, and told by minutes ahead and by hours of the day.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class ScoringTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ACCURACY = "/api/v1/forecasts/accuracy";

    @Inject Transactions transactions;
    @Inject SaidTable said;
    @Inject Scoring scoring;
    @Inject Leadership leadership;

    @Test
    void a_minute_is_scored_once_for_each_forecast_of_it() {
        String series = "scored/H100";
        Instant now = later(1);
        Instant over = now.minus(MINUTE);
        SortedMap<String, DemandHistory> known = known(series, over, 10);
        startAt(over.minus(MINUTE));
        note(forecast(series, over, 8, true));
        note(forecast(series, over.minus(MINUTE.multipliedBy(14)), 20, true));
        note(forecast("scored/B200", over, 8, true));
        scoring.score(leading(), known, now);
        scoring.score(leading(), known, now);
        operator()
                .get(ACCURACY + "?series=" + series)
                .then()
                .statusCode(200)
                .body("items.ahead", contains(1, 15))
                .body("items.scored", contains(1, 1))
                .body("items[0].errorRatio.doubleValue()", closeTo(0.2, 1e-6))
                // A week ago it was 10 as well, and so it was a minute ago: seasonal naive and "as
                // now" were right.
                .body("items[0].mase", nullValue())
                .body("items[0].relativeToNaive", nullValue())
                .body("items[0].weightedQuantileLoss", notNullValue())
                .body("items.coverage90", contains(0.0f, 1.0f))
                .body("items[1].intervals.'0.9'", equalTo(0.0f));
        operator()
                .get(ACCURACY + "?by=hour&series=scored/*")
                .then()
                .statusCode(200)
                .body("items.hour", contains(over.atZone(java.time.ZoneOffset.UTC).getHour()))
                .body("items.scored", contains(2))
                .body("items[0].ahead", nullValue());
    }

    @Test
    void what_is_not_usable_claims_nothing_and_what_is_not_known_is_not_scored() {
        Instant now = later(3);
        Instant over = now.minus(MINUTE);
        startAt(over.minus(MINUTE));
        note(forecast("unusable/H100", over, 8, false));
        note(forecast("unusable/H200", over, 8, true));
        SortedMap<String, DemandHistory> known = known("unusable/H100", over, 10);
        known.putAll(known("unusable/H200", over, Double.NaN));
        scoring.score(leading(), known, now);
        operator().get(ACCURACY + "?lane=unusable").then().statusCode(200).body("items", empty());
    }

    @Test
    void minutes_that_no_turn_came_in_are_scored_with_the_next() {
        String series = "behind/H100";
        Instant now = later(5);
        startAt(now.minus(MINUTE.multipliedBy(4)));
        for (int ago = 3; ago >= 1; ago--) {
            note(forecast(series, now.minus(MINUTE.multipliedBy(ago)), 10, true));
        }
        scoring.score(leading(), known(series, now.minus(MINUTE), 10), now);
        operator()
                .get(ACCURACY + "?series=" + series + "&ahead=1")
                .then()
                .body("items.scored", contains(3))
                .body("items[0].weightedQuantileLoss", equalTo(0.0f));
        operator().get(ACCURACY + "?lane=behind&ahead=5").then().body("items", empty());
    }

    @Test
    void pages_have_whole_series_and_nothing_is_left_out() {
        Instant now = later(7);
        Instant over = now.minus(MINUTE);
        startAt(over.minus(MINUTE));
        SortedMap<String, DemandHistory> known = new TreeMap<>();
        for (String model : List.of("A100", "B200", "H100")) {
            known.putAll(known("paged/" + model, over, 10));
            note(forecast("paged/" + model, over, 8, true));
        }
        scoring.score(leading(), known, now);
        String first = ACCURACY + "?lane=paged&ahead=1&limit=2";
        String next =
                operator()
                        .get(first)
                        .then()
                        .body("items.size()", equalTo(2))
                        .extract()
                        .path("next");
        operator()
                .get(first + "&after=" + next)
                .then()
                .body("items.size()", equalTo(2))
                .body("next", nullValue())
                .body("items.series", hasItems("paged/H100"));
    }

    @Test
    void what_cannot_be_told_is_a_clear_error() {
        for (String wrong : List.of("by=week", "ahead=2", "last=never", "last=PT0S")) {
            operator()
                    .get(ACCURACY + "?" + wrong)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo(wrong.substring(0, wrong.indexOf('='))));
        }
        operator().get(ACCURACY + "?by=hour&tenant=*").then().statusCode(400);
    }

    /// Of tests and of the service's own loop: each has its own minutes, which are yet to come.
    private static Instant later(int hours) {
        return Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(10 + hours));
    }

    private void startAt(Instant scored) {
        transactions
                .asService(
                        session ->
                                Rows.execute(
                                        session,
                                        "insert into scored (up_to) values (:upTo) on conflict (one) do update set up_to = excluded.up_to",
                                        Map.of("upTo", scored)))
                .await()
                .atMost(SOON);
    }

    private void note(DemandForecast forecast) {
        transactions
                .asService(session -> said.note(session, List.of(forecast)))
                .await()
                .atMost(SOON);
    }

    private static SortedMap<String, DemandHistory> known(
            String series, Instant last, double value) {
        double[] values = new double[8 * 1440];
        Arrays.fill(values, value);
        Instant start = last.minus(MINUTE.multipliedBy(values.length - 1L));
        SortedMap<String, DemandHistory> known = new TreeMap<>();
        known.put(series, new DemandHistory(series, start, MINUTE, values));
        return known;
    }

    private static DemandForecast forecast(
            String series, Instant from, double gpus, boolean usable) {
        SortedMap<String, List<Double>> quantiles = new TreeMap<>();
        for (double level : Ahead.LEVELS) {
            quantiles.put(Double.toString(level), Collections.nCopies(60, gpus));
        }
        return new DemandForecast(
                SeriesKey.of(series),
                from.getEpochSecond(),
                from,
                MINUTE,
                quantiles,
                "by hand",
                usable,
                usable ? "" : "TOO_SHORT");
    }

    private Epoch leading() {
        eventually("it leads", SOON, leadership::isLeader);
        return leadership.current().orElseThrow();
    }

    private static RequestSpecification operator() {
        assertThat(TestBed.current()).isNotNull();
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .auth()
                .oauth2(TestBed.current().token("pat", "operator", "*"));
    }
}
