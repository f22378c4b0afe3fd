package io.headroom.e2e;

import java.time.Duration;
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

/// What agents measure of a node's neighbours keeps what must answer soon away from it, as long as they measure it.
@Order(2)
@ExtendWith(RunningSystem.class)
class KeptQuietTest {

    private static final Duration SOON = Duration.ofMinutes(3);

    @Test
    void online_inference_stands_on_no_node_that_is_disturbed(Headroom headroom) {
        var corner = Corner.declare(headroom, "quiet", 2);
        // More than a half each: they fill two machines, and leave room for what comes after.
        String trains = submit(corner, "trains", "training", 600);
        until("it runs", SOON, () -> corner.state(trains).equals("running"));
        for (String machine : corner.machines()) {
            disturb(headroom, machine);
        }
        // The first machines of all have agents in processes of their own, which measure nothing.
        until("a node is disturbed", SOON, () -> !disturbed(headroom).isEmpty());
        // The other may become so later, with what has found a place on it until then.
        List<String> disturbed = disturbed(headroom);

        String answers = submit(corner, "answers", "online-inference", 400);
        until("it was looked at", SOON, () -> isLookedAt(headroom, answers));
        assertThat(corner.state(answers)).as("not all of it has a place").isEqualTo("pending");
        assertThat(nodesOf(headroom, answers)).doesNotContainAnyElementsOf(disturbed);

        headroom.operator().delete("/simulator/v1/faults/noisy-neighbours").then().statusCode(200);
        until("it runs once it is quiet", SOON, () -> corner.state(answers).equals("running"));
        // It may run on a machine that was bought for it before the others are quiet.
        until("nothing is disturbed any more", SOON, () -> disturbed(headroom).isEmpty());
        corner.cancelAll();
    }

    private static boolean isLookedAt(Headroom headroom, String workload) {
        String why = headroom.get("/api/v1/workloads/" + workload).getString("reason.code");
        return why != null && !why.equals("not-looked-at");
    }

    /// Two replicas of a share each.
    private static String submit(Corner corner, String named, String kind, int milli) {
        Map<String, Object> body = corner.workload(named, 2, 3600);
        body.put("class", kind);
        body.put("gpu", Map.of("milli", milli));
        return corner.headroom()
                .operator()
                .body(body)
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static List<String> disturbed(Headroom headroom) {
        return nodes(headroom).getList("items.findAll { it.disturbance != null }.id", String.class);
    }

    private static JsonPath nodes(Headroom headroom) {
        return headroom.get("/api/v1/nodes?limit=500&state=ready&pool=quiet");
    }

    private static List<String> nodesOf(Headroom headroom, String workload) {
        return headroom.get("/api/v1/placements?limit=500&workload=" + workload)
                .getList("items.node", String.class);
    }

    private static void disturb(Headroom headroom, String machine) {
        headroom.operator()
                .body(Map.of("kind", "noisy-neighbours", "instance", machine))
                .put("/simulator/v1/faults/noisy-neighbours")
                .then()
                .statusCode(200);
    }
}
