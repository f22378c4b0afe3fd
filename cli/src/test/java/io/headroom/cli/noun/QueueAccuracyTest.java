package io.headroom.cli.noun;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cli.FakeApi;

import static org.assertj.core.api.Assertions.assertThat;

class QueueAccuracyTest {

    private static final String SCORES =
            """
            {"items":[
              {"toldBy":"from-a-plan","told":12,"started":10,"scored":11,"coverage50":0.5,"coverage90":0.9090909,
               "errorSeconds":12.25,"lateSeconds":-3.5,"errorRatio":0.125},
              {"toldBy":"from-a-plan","ahead":"beyond-ten-minutes","told":1,"started":0,"scored":0},
              {"toldBy":"from-a-plan","waitedFor":"budget-denied","told":2,"started":2,"scored":2,"coverage50":1,
               "coverage90":1,"errorSeconds":1,"lateSeconds":1,"errorRatio":99.5}]}
            """;

    @TempDir Path folder;
    private FakeApi api;

    @BeforeEach
    void start() {
        api = new FakeApi(folder);
        api.says("GET /queue/accuracy", SCORES);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void what_estimates_were_worth_is_a_table() {
        var said = api.type("queue", "accuracy");

        assertThat(said.status()).isZero();
        assertThat(said.lines().get(1))
                .matches(
                        "from-a-plan +all +all +12 +10 +11 +50 % +91 % +12\\.3 s +-3\\.5 s +13 %\\s*");
        assertThat(said.lines().get(3)).contains("budget-denied", "> 1000 %");
        assertThat(said.out()).contains("COVERED-90 90 %");
    }

    @Test
    void what_is_not_known_yet_is_left_open() {
        assertThat(api.type("queue", "accuracy").lines().get(2))
                .matches("from-a-plan +beyond-ten-minutes +all +1 +0 +0 +- +- +- +- +-\\s*");
    }

    @Test
    void as_json_it_is_the_answer_and_nothing_else() {
        assertThat(api.type("queue", "accuracy", "--json").out().strip())
                .startsWith("{")
                .endsWith("}")
                .contains("\"errorRatio\" : 0.125");
    }
}
