package io.headroom.cli.audit;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cli.FakeApi;

import static org.assertj.core.api.Assertions.assertThat;

class TopTest {
    @Test
    void dollars_held_the_reason_and_the_lead_time_stand_in_one_table(@TempDir Path folder) {
        try (var api = new FakeApi(folder)) {
            api.says(
                    "GET /fleet",
                    """
                    {"queue":{"pending":2},"nodes":{"ready":1},"gpus":{"total":8,"ready":8,"planned":0,"usedMilli":6000},
                     "spend":{"perHour":"55.00"},"decisions":[],
                     "pools":[{"name":"h100","nodes":{"ready":1},"gpus":{"total":8,"usedMilli":6000},"perHour":"55.00"}]}
                    """);
            api.says(
                    "GET /fleet/nodes",
                    """
                    {"items":[{"id":"n1","pool":"h100","state":"ready","since":"2026-03-01T00:00:00Z","leadTime":"PT4M",
                     "reason":{"message":"its agent reported"}}]}
                    """);
            api.says("GET /leases", "{\"items\":[{\"node\":\"n1\",\"held\":\"9.10\"}]}");
            api.says(
                    "GET /workloads",
                    """
                    {"items":[{"class":"training","replicas":2,"gpu":{"count":4},"createdAt":"2026-03-01T00:00:00Z",
                     "reason":{"code":"no-capacity"}}]}
                    """);
            api.says("GET /budgets", "{\"items\":[{\"name\":\"b\"}]}");
            api.says(
                    "GET /budgets/b/status",
                    "{\"budget\":\"b\",\"cap\":\"10.00\",\"spent\":\"5.00\",\"committed\":\"4.00\"}");

            var said = api.type("top");

            assertThat(said.err()).isEmpty();
            assertThat(said.lines().getFirst())
                    .contains("GPUs used 6 of 8", "$55.00 an hour", "pending 2");
            assertThat(said.out())
                    .containsPattern("h100 +ready 1 +8 +6 +55.00 +9.10 +4m +its agent reported")
                    .containsPattern("training +1 +8 .*no-capacity 1")
                    .contains("spent $5.00, held $4.00 of $10.00");
        }
    }
}
