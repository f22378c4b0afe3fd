package io.headroom.cli.noun;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cli.FakeApi;

import static org.assertj.core.api.Assertions.assertThat;

/// Forecasts as people see them.
class ForecastsShownTest {

    @TempDir Path folder;
    private FakeApi api;

    @BeforeEach
    void start() {
        api = new FakeApi(folder);
        api.says("GET /series/measures", "{\"measures\":{}}");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_forecast_is_drawn() {
        api.says(
                "GET /forecasts",
                """
                {"items":[{"series":"default/any","from":"2026-03-01T00:00:00Z","step":"PT1M","model":"phase","usable":true,"why":"",
                 "quantiles":{"0.5":[1,2,4,8],"0.9":[2,4,8,16]}}]}
                """);

        var said = api.type("forecast", "show", "default/any");

        assertThat(said.out()).contains("16.0 ┤", "█", "░", "by phase");
    }

    @Test
    void which_models_were_tried_is_said_with_why_one_is_not_used_and_when_it_is_usable() {
        api.says(
                "GET /forecasts",
                """
                {"items":[{"series":"default/any","from":"2026-03-01T00:00:00Z","step":"PT1M","model":"signals","usable":true,
                 "why":"TOO_SHORT: 3 known values","usableIn":[{"from":"2026-03-01T00:10:00Z","to":"2026-03-01T00:20:00Z"}],
                 "models":[{"model":"theta","weight":0.75,"error":1.5,"use":"used"},
                  {"model":"naive","weight":0,"error":4,"use":"loses-to-seasonal-naive"}],
                 "quantiles":{"0.5":[6],"0.9":[7]}}]}
                """);

        assertThat(api.type("forecast", "show", "default/any").out())
                .containsPattern("theta +75 % +1.500 +used")
                .containsPattern("naive +0 % +4.000 +loses to seasonal naive")
                .contains(
                        "usable from 2026-03-01T00:10:00Z to 2026-03-01T00:20:00Z alone, for which demand was announced: TOO_SHORT");
    }

    @Test
    void the_part_of_a_forecast_that_is_one_tenants_says_whose_it_is() {
        api.says(
                "GET /forecasts",
                """
                {"items":[{"series":"default/any","tenant":"ads","from":"2026-03-01T00:00:00Z","step":"PT1M","model":"phase","usable":true,
                 "why":"","quantiles":{"0.5":[1,2],"0.9":[2,4]}}]}
                """);

        assertThat(api.type("forecast", "show", "default/any", "--tenant", "ads").out())
                .contains("default/any ads, GPUs wanted");
        assertThat(api.type("forecast", "list", "--class", "*").lines().getFirst())
                .startsWith("SERIES       WHOSE  MODEL");
    }

    @Test
    void what_a_tenants_demand_was_made_of_is_asked_for_as_its_forecast_is() {
        api.says(
                "GET /forecasts",
                """
                {"items":[{"series":"default/any","tenant":"ads","from":"2026-03-01T00:00:00Z","step":"PT1M","model":"phase","usable":true,
                 "why":"","quantiles":{"0.5":[1,2],"0.9":[2,4]}}]}
                """);
        api.says(
                "GET /series/measures",
                """
                {"tenant":"ads","measures":{"running":[2],"queued":[1],"waiting":[1],"arrivals":[3],"work":[120],"outlived":[0]}}
                """);

        assertThat(api.type("forecast", "show", "default/any", "--tenant", "ads").out())
                .contains("last known: 2.0 GPUs run, 1.0 are waited for by 1 workloads");
        assertThat(api.asked())
                .extracting(FakeApi.Asked::path)
                .contains("/series/measures?series=default%2Fany&tenant=ads");
    }

    @Test
    void where_requests_need_more_than_is_asked_for_it_is_said() {
        api.says(
                "GET /forecasts",
                """
                {"items":[{"series":"default/any","from":"2026-03-01T00:00:00Z","step":"PT1M","model":"phase","usable":true,"why":"",
                 "requests":{"perSecond":54,"replicas":2,"asked":2,"gpus":6,"above":4},"quantiles":{"0.5":[6],"0.9":[7]}}]}
                """);

        assertThat(api.type("forecast", "show", "default/any").out())
                .contains(
                        "requests: 54.0 a second, counted on 2 replicas, need 6.0 GPUs; 2.0 are asked for, so demand is 4.0 higher");
    }

    @Test
    void what_demand_was_made_of_is_said_with_its_last_known_minute_and_the_sums_of_the_hour() {
        api.says(
                "GET /forecasts",
                """
                {"items":[{"series":"default/any","from":"2026-03-01T00:00:00Z","step":"PT1M","model":"phase","usable":true,"why":"",
                 "quantiles":{"0.5":[6],"0.9":[7]}}]}
                """);
        api.says(
                "GET /series/measures",
                """
                {"measures":{"running":[2,4,null],"queued":[1,0.5,null],"waiting":[2,1,null],"arrivals":[3,2,null],
                 "work":[120,240,null],"outlived":[0,0.3,null]}}
                """);

        assertThat(api.type("forecast", "show", "default/any").out())
                .contains(
                        "last known: 4.0 GPUs run, 0.5 are waited for by 1 workloads; in an hour 5 arrived, and 0.1 GPU-hours were worked;"
                                + " 0.3 GPUs do not count");
    }
}
