package io.headroom.cli.noun;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.headroom.cli.FakeApi;

import static org.assertj.core.api.Assertions.assertThat;

class NounsTest {
    private static final String WORKLOAD =
            """
            {"id":"w1","version":2,"createdAt":"2026-03-01T00:00:00Z","state":"pending",
             "reason":{"code":"no-capacity","shape":"8 H100","constraint":"none","message":"no ready node has room for 8 H100: none"},
             "attempt":1,"name":"llama-sft","tenant":"research","environment":"default","class":"fine-tuning","replicas":2,
             "gang":true,"gpu":{"count":8,"models":["H100","H200"]},"cpuMillis":0,"memoryMib":0,"lane":"training","priority":100}
            """;
    private static final String POOL =
            """
            {"name":"h100-aws","version":3,"createdAt":"2026-03-01T00:00:00Z","state":"open","provider":"aws","region":"us-east-1",
             "zones":["us-east-1a"],"instanceTypes":["p5.48xlarge"],"capacityTypes":["spot"],"lane":"training","min":0,"max":20,
             "mode":"act","templates":[]}
            """;

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
    void a_list_shows_what_people_look_for_first() {
        api.says("GET /workloads", "{\"items\":[" + WORKLOAD + "]}");

        var said = api.type("workload", "list");

        assertThat(said.status()).isZero();
        assertThat(said.lines().getFirst())
                .matches("ID +NAME +TENANT +LANE +CLASS +GPUS +STATE +REASON +AGE");
        assertThat(said.lines().get(1))
                .contains("w1", "llama-sft", "research", "2x8", "pending", "no-capacity");
    }

    @Test
    void wide_says_why() {
        api.says("GET /workloads", "{\"items\":[" + WORKLOAD + "]}");

        assertThat(api.type("workload", "list", "-o", "wide").out())
                .contains("WHY", "no ready node has room for 8 H100: none", "H100,H200");
    }

    @Test
    void all_pages_are_read() {
        api.says("GET /workloads", "{\"items\":[" + WORKLOAD + "],\"next\":\"c1\"}");
        api.says(
                "GET /workloads?limit=500&after=c1",
                "{\"items\":[" + WORKLOAD.replace("w1", "w2") + "]}");

        assertThat(api.type("workload", "list").out()).contains("w1", "w2");
    }

    @Test
    void a_limit_ends_the_list_and_says_that_there_is_more() {
        api.says("GET /workloads", "{\"items\":[" + WORKLOAD + "],\"next\":\"c1\"}");

        var said = api.type("workload", "list", "--limit", "1");

        assertThat(api.asked()).hasSize(1);
        assertThat(api.asked().getFirst().path()).isEqualTo("/workloads?limit=1");
        assertThat(said.out()).contains("there are more");
    }

    @Test
    void a_filter_is_asked_of_the_api() {
        api.says("GET /workloads", "{\"items\":[]}");

        var said = api.type("workload", "list", "--state", "running");

        assertThat(api.asked().getFirst().path()).isEqualTo("/workloads?state=running&limit=500");
        assertThat(said.out()).contains("(none)");
    }

    @Test
    void json_is_the_answer_and_nothing_else() {
        api.says("GET /workloads", "{\"items\":[" + WORKLOAD + "]}");

        assertThat(api.type("workload", "list", "--json").out().strip())
                .startsWith("{")
                .endsWith("}")
                .contains("\"class\" : \"fine-tuning\"");
    }

    @Test
    void yaml_keeps_texts_that_look_like_numbers() {
        api.says("GET /budgets/b", "{\"name\":\"b\",\"amount\":\"2500.00\"}", 1);

        assertThat(api.type("budget", "show", "b", "-o", "yaml").lines())
                .contains("name: b", "amount: \"2500.00\"");
    }

    @Test
    void a_pool_shows_what_it_has_as_far_as_the_fleet_is_shown() {
        api.says("GET /pools", "{\"items\":[" + POOL + "]}");
        assertThat(api.type("pool", "list").lines().get(1)).contains("h100-aws", "open");

        api.says(
                "GET /fleet",
                """
                {"pools":[{"name":"h100-aws","nodes":{"ready":2,"booting":1},
                 "gpus":{"total":24,"ready":16,"planned":8,"usedMilli":12500},"perHour":"196.64"}]}
                """);
        assertThat(api.type("pool", "list").lines().get(1))
                .contains(" 3 ", " 24 ", "12.5", "196.64");
    }

    @Test
    void nodes_that_are_gone_are_not_listed_unless_asked_for() {
        api.says("GET /nodes", "{\"items\":[]}");

        var usual = api.type("node", "list");
        var asked = api.type("node", "list", "--state", "terminated");

        assertThat(usual.status() + asked.status()).isZero();
        assertThat(api.asked())
                .extracting(FakeApi.Asked::path)
                .filteredOn(path -> path.startsWith("/nodes"))
                .satisfiesExactly(
                        path -> assertThat(path).contains("state=requested%2Claunching"),
                        path -> assertThat(path).contains("state=terminated"));
    }

    @Test
    void a_provider_is_found_in_the_list() {
        api.says(
                "GET /providers",
                "{\"items\":[{\"name\":\"aws\",\"state\":\"throttled\",\"detail\":\"slow"
                        + " down\"}]}");

        assertThat(api.type("provider", "show", "aws").out()).contains("throttled", "slow down");
        var none = api.type("provider", "show", "azure");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err().strip()).isEqualTo("headroom: there is no provider azure");
    }

    @Test
    void the_queue_is_shown_by_its_name_alone() {
        api.says(
                "GET /queue",
                """
                {"live":{"pending":1,"running":4},"items":[{"id":"w1","name":"a","tenant":"t","lane":"default","wants":"8 H100",
                 "replicas":1,"priority":0,"waited":"PT3M10S","reason":{"code":"budget-denied","message":"budget b lacks 4.00"}}]}
                """);

        assertThat(api.type("queue").out()).contains("3m10s", "budget-denied", "running 4");
    }

    @Test
    void costs_are_grouped_as_asked() {
        api.says(
                "GET /costs?by=tenant%2Cclass",
                """
                {"by":["tenant","class"],"total":"12.50","items":[{"group":{"tenant":"t","class":"idle"},"amount":"12.50"}]}
                """);

        assertThat(api.type("cost", "--by", "tenant,class").lines())
                .contains("TENANT  CLASS  AMOUNT", "t       idle    12.50", "total  $12.50");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workload",
                "queue",
                "node",
                "pool",
                "provider",
                "lane",
                "tenant",
                "quota",
                "budget",
                "lease",
                "cost",
                "forecast",
                "decision",
                "event"
            })
    void every_noun_lists_nothing_where_there_is_nothing(String noun) {
        for (var path :
                new String[] {
                    "/workloads",
                    "/queue",
                    "/nodes",
                    "/pools",
                    "/providers",
                    "/lanes",
                    "/tenants",
                    "/quotas",
                    "/budgets",
                    "/leases",
                    "/costs",
                    "/forecasts",
                    "/decisions",
                    "/events"
                }) {
            api.says("GET " + path, "{\"items\":[]}");
        }

        var said = api.type(noun, "list");

        assertThat(said.err()).isEmpty();
        assertThat(said.status()).isZero();
    }
}
