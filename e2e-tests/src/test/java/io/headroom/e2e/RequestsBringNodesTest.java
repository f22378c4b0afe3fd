package io.headroom.e2e;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;

/// Requests that rise bring nodes before anybody asks for replicas, and the replicas that then come for the same requests are not bought for again.
@Order(4)
@ExtendWith(RunningSystem.class)
class RequestsBringNodesTest {

    private static final String SERVED = "served";

    @Test
    void a_rising_rate_brings_nodes_that_the_next_replicas_find_ready(Headroom headroom) {
        var corner = Corner.declare(headroom, SERVED, 4);
        String first = serve(headroom, corner, 1, "PT0S=6,PT20M=6,PT40M=35");
        until("it runs", Duration.ofMinutes(2), () -> corner.state(first).equals("running"));
        assertThat(corner.machines()).hasSize(1);

        until(
                "its requests need four GPUs, of which it asks for one",
                Duration.ofMinutes(4),
                () -> "3.0".equals(requests(headroom, "above")));
        assertThat(requests(headroom, "asked")).isEqualTo("1.0");
        until(
                "there are nodes that nobody asked for",
                Duration.ofMinutes(3),
                () -> ready(headroom) >= 3);

        String more = serve(headroom, corner, 2, "PT0S=0");
        until("they run", Duration.ofMinutes(1), () -> corner.state(more).equals("running"));
        until(
                "what they ask for is no longer above",
                Duration.ofMinutes(2),
                () -> "1.0".equals(requests(headroom, "above")));
        assertThat(requests(headroom, "gpus")).isEqualTo("4.0");
        corner.cancelAll();
    }

    /// Replicas that should be given ten requests in a second each.
    private static String serve(Headroom headroom, Corner corner, int replicas, String requests) {
        Map<String, Object> body = new LinkedHashMap<>(corner.workload("chat", replicas, 86_400));
        body.put("class", "online-inference");
        body.put(
                "run",
                Map.of(
                        "command",
                        List.of("sleep", "86400"),
                        "env",
                        Map.of("SIMULATED_REQUESTS", requests),
                        "requests",
                        Map.of("port", 8000, "counter", "asked_total", "perSecondPerGpu", 10)));
        return headroom.operator()
                .body(body)
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String requests(Headroom headroom, String field) {
        JsonPath found = headroom.get("/api/v1/forecasts?lane=" + SERVED);
        return String.valueOf(found.<Object>get("items[0]?.requests?." + field));
    }

    private static int ready(Headroom headroom) {
        return headroom.get("/api/v1/nodes?limit=500&state=ready&pool=" + SERVED)
                .getList("items")
                .size();
    }
}
