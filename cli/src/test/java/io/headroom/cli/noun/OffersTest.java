package io.headroom.cli.noun;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cli.FakeApi;

import static org.assertj.core.api.Assertions.assertThat;

class OffersTest {
    @TempDir Path folder;
    private FakeApi api;

    @BeforeEach
    void start() {
        api = new FakeApi(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void offers_say_what_they_may_cost_at_most_and_how_likely_they_are() {
        api.says(
                "GET /offers",
                """
                {"items":[{"pool":"h100-aws","zone":"us-east-1a","template":{"instanceType":"p5.48xlarge","gpus":8},
                 "capacityType":"spot","pricePerHour":"19.20","worstPerHour":"21.12","likelihood":0.75,
                 "interruptionPerHour":0.04,"boot":"PT3M12S","machine":""}]}
                """);

        var said = api.type("offer", "list", "--pool", "h100-aws");

        assertThat(api.asked().getFirst().path()).isEqualTo("/offers?pool=h100-aws&limit=500");
        assertThat(said.lines().get(1))
                .matches(
                        "h100-aws +p5.48xlarge +8 +spot +us-east-1a +19.20 +21.12 +0.75 +0.04 +3m12s +-");
    }

    @Test
    void what_providers_lacked_is_a_list_of_its_own() {
        api.says(
                "GET /offers/shortages",
                """
                {"items":[{"provider":"aws","zone":"us-east-1a","instanceType":"p5.48xlarge","capacityType":"spot",
                 "likelihood":0.2,"failures":3,"until":"2026-03-01T00:03:00Z","kind":"no-capacity","detail":"none left"}]}
                """);

        assertThat(api.type("offer", "shortages").lines().get(1))
                .contains("p5.48xlarge", "0.2", "3", "2026-03-01T00:03:00Z", "no-capacity");
    }
}
