package io.headroom.cli.noun;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cli.FakeApi;

import static org.assertj.core.api.Assertions.assertThat;

class ForecastAccuracyTest {

    private static final String BY_HORIZON =
            """
            {"items":[
              {"series":"default/*","ahead":1,"scored":60,"errorRatio":0.1,"relativeToNaive":0.9,"mase":0.5,"weightedQuantileLoss":0.05,
               "coverage90":0.9,"coverage":{"0.5":0.5,"0.9":0.9,"0.95":0.97},"intervals":{"0.8":0.81}},
              {"series":"default/*","ahead":60,"scored":3,"weightedQuantileLoss":0.1,"coverage90":1.0}]}
            """;

    private static final String BY_HOUR =
            """
            {"items":[{"series":"default/*","hour":13,"scored":60,"weightedQuantileLoss":0.07,"mase":1.2,"coverage90":0.5}]}
            """;

    @TempDir Path folder;
    private FakeApi api;

    @BeforeEach
    void start() {
        api = new FakeApi(folder);
        api.says("GET /forecasts/accuracy", BY_HORIZON);
        api.says("GET /forecasts/accuracy?series=default%2F*", BY_HORIZON);
        api.says("GET /forecasts/accuracy?series=default%2F*&by=hour", BY_HOUR);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void what_forecasts_were_worth_is_a_table() {
        var said = api.type("forecast", "accuracy");

        assertThat(said.status()).isZero();
        assertThat(said.lines().get(1))
                .contains("0.050", "10 %", "50 %", "81 %", "97 %", "█████████████████|··");
        assertThat(said.out())
                .contains("LOSS is the weighted quantile loss")
                .doesNotContain("HOUR");
    }

    @Test
    void one_series_is_drawn_by_horizon_and_by_hour_of_the_day() {
        var said = api.type("forecast", "accuracy", "default/*");

        assertThat(said.status()).isZero();
        assertThat(said.out())
                .containsPattern("(?m)^ +1 █{10}·{10} 0\\.050 +50 % ")
                .containsPattern("(?m)^ +60 █{20} 0\\.100 +- ")
                .containsPattern("(?m)^ +13 █{20} 0\\.070 +120 % +█{10}·{7}\\|·· 50 %");
    }
}
