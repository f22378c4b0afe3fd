package io.headroom.cli.explain;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cli.FakeApi;

import static org.assertj.core.api.Assertions.assertThat;

class ExplainTest {
    private static final String STATUS =
            """
            {"budget":"march","cap":"100.00","spent":"60.00","committed":"30.00","free":"10.00","highestCommitted":"95.00",
             "thresholdsReached":[80]}
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
    void a_workload_that_a_budget_keeps_waiting_shows_the_budget_first_and_then_its_story() {
        api.says(
                "GET /workloads/w1",
                """
                {"id":"w1","name":"llama","state":"pending","class":"training","tenant":"t","lane":"default","priority":0,
                 "attempt":1,"createdAt":"2026-03-01T00:00:00Z",
                 "reason":{"code":"budget-denied","budget":"march","missing":"40.00","message":"budget march lacks 40.00"}}
                """);
        api.says(
                "GET /workloads/w1/story",
                "{\"items\":[{\"at\":\"2026-03-01T00:00:00Z\",\"what\":\"submitted\",\"detail\":\"by"
                        + " operator\"}]}");
        api.says("GET /budgets/march/status", STATUS);
        api.says("GET /nodes", "{\"items\":[]}");

        var said = api.type("explain", "workload", "w1");

        assertThat(said.err()).isEmpty();
        assertThat(said.lines().get(0))
                .startsWith("llama waits since")
                .endsWith("budget march lacks 40.00 (budget-denied)");
        assertThat(said.lines().get(1)).contains("spent $60.00, held $30.00 of $100.00");
        assertThat(said.out()).contains("story", "by operator");
    }

    @Test
    void a_workload_is_found_by_its_name_and_of_several_the_latest() {
        api.says("GET /workloads/llama", 404, "{\"detail\":\"there is no workload llama\"}");
        api.says(
                "GET /workloads",
                """
                {"items":[{"id":"w1","name":"llama","state":"failed","createdAt":"2026-03-01T00:00:00Z"},
                          {"id":"w2","name":"llama","state":"running","createdAt":"2026-03-02T00:00:00Z"}]}
                """);
        api.says("GET /workloads/w2/story", "{\"items\":[]}");

        var said = api.type("explain", "workload", "llama");

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("w2");
        assertThat(api.asked().stream().map(FakeApi.Asked::path))
                .contains("/workloads?name=llama&limit=500");
    }

    @Test
    void a_node_is_found_by_the_beginning_of_its_id_and_what_is_not_there_is_named() {
        api.says("GET /nodes/7fba", 404, "{\"detail\":\"there is no node 7fba\"}");
        api.says("GET /nodes/beef", 404, "{\"detail\":\"there is no node beef\"}");
        api.says(
                "GET /nodes",
                "{\"items\":[{\"id\":\"7fbacb3c-1\",\"state\":\"ready\"},{\"id\":\"8000-2\",\"state\":\"ready\"}]}");
        api.says("GET /leases", "{\"items\":[]}");

        var said = api.type("explain", "node", "7fba", "-o", "json");

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("7fbacb3c-1");
        assertThat(api.type("explain", "node", "beef").err()).contains("there is no node beef");
    }

    @Test
    void a_node_says_what_it_was_bought_for_and_what_lets_it_run() {
        api.says(
                "GET /nodes/n1",
                """
                {"id":"n1","pool":"h100","lane":"default","zone":"us-east-1a","capacityType":"spot","state":"ready","pricePerHour":"55.00",
                 "since":"2026-03-01T00:05:00Z","template":{"instanceType":"p5.48xlarge","gpus":8},
                 "reason":{"code":"progress","message":"its agent reported"},
                 "keptFor":{"code":"pool-minimum","message":"pool h100 keeps at least 1 node(s)"},
                 "stages":{"requested":"2026-03-01T00:00:00Z","ready":"2026-03-01T00:05:00Z"}}
                """);
        api.says(
                "GET /leases",
                "{\"items\":[{\"node\":\"n1\",\"state\":\"active\",\"held\":\"9.10\",\"budgets\":[\"march\"]}]}");
        api.says(
                "GET /fleet/nodes",
                """
                {"items":[{"id":"n1","usedMilliGpu":4000,"leadTime":"PT5M",
                 "boughtFor":{"code":"for-shortfall","message":"4 replica(s) of 1 H100 wait"}}]}
                """);

        var said = api.type("explain", "node", "n1");

        assertThat(said.lines().getFirst())
                .contains("n1 is ready", "its agent reported (progress)");
        assertThat(said.out())
                .contains(
                        "bought for: 4 replica(s) of 1 H100 wait",
                        "kept although idle: pool h100 keeps at least 1 node(s) (pool-minimum)",
                        "4 of 8 GPUs",
                        "lead time 5m",
                        "9.10",
                        "march");
    }

    @Test
    void a_placement_is_computed_again() {
        api.says(
                "GET /decisions/placement-1",
                """
                {"id":"placement-1","at":"2026-03-01T00:00:00Z",
                 "result":{"placed":[{"workload":"w1","replica":0,"node":"n1","devices":[0],"why":"fills it"}],"pending":[]}}
                """);
        api.says("GET /decisions/placement-1/again", "{\"id\":\"placement-1\",\"same\":true}");
        var said = api.type("explain", "decision", "placement-1");
        assertThat(said.err()).isEmpty();
        assertThat(said.lines().get(0)).isEqualTo("1 replica(s) were placed, none waits");
        assertThat(said.out()).contains("computed again from what it was made from: the same");
    }

    @Test
    void a_decision_begins_with_what_it_left() {
        api.says(
                "GET /decisions/provisioning-1",
                """
                {"id":"provisioning-1","at":"2026-03-01T00:00:00Z","epoch":3,"facts":{"offers":["aws: p5 at $55/h"],"nodes":[]},
                 "plan":{"steps":[{"action":"buy","step":{"purchase":"p","nodes":[{"node":"n1","offer":{"pool":"h100",
                  "template":{"instanceType":"p5.48xlarge"}},"why":{"code":"for-shortfall","message":"they wait"}}]}}],
                 "unmet":[{"lane":"default","shape":"1 H100","replicas":3,"why":"no provider has any"}]}}
                """);

        var said = api.type("explain", "decision", "provisioning-1");

        assertThat(said.lines().getFirst())
                .isEqualTo("3 replica(s) of 1 H100 were left: no provider has any");
        assertThat(said.out())
                .contains(
                        "they wait (for-shortfall)",
                        "p5.48xlarge",
                        "1 offers, 0 nodes",
                        "aws: p5 at $55/h");
    }

    @Test
    void a_budget_says_whom_it_refused_and_who_holds_its_money() {
        api.says(
                "GET /budgets/march",
                "{\"name\":\"march\",\"enforcement\":\"hard\",\"scope\":{\"labels\":{}}}",
                1);
        api.says("GET /budgets/march/status", STATUS);
        api.says(
                "GET /leases",
                """
                {"items":[{"node":"n1","held":"10.00","budgets":["march"]},{"node":"n2","held":"20.00","budgets":["march"]},
                 {"node":"n3","held":"90.00","budgets":["other"]}]}
                """);
        api.says(
                "GET /events",
                """
                {"items":[{"id":"e","type":"cost.spend-denied","time":"2026-03-01T01:00:00Z","data":{"budget":"march","missing":"4.00"}}]}
                """);

        var said = api.type("explain", "budget", "march");

        assertThat(said.lines().getFirst())
                .isEqualTo(
                        "budget march refused money at 2026-03-01T01:00:00Z: it lacked $4.00, and"
                                + " has $10.00 free now");
        assertThat(said.out()).contains("held by 2 lease(s)", "everything").doesNotContain("n3");
    }

    @Test
    void as_json_it_is_the_facts() {
        api.says("GET /decisions/provisioning-1", "{\"id\":\"provisioning-1\",\"plan\":{}}");

        assertThat(api.type("explain", "decision", "provisioning-1", "--json").out())
                .contains("\"plan\"");
    }
}
