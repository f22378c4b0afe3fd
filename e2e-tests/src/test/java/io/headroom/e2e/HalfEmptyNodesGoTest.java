package io.headroom.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;

/// Two machines work at half: what one holds moves onto the other, and its machine is stopped, while its work goes on.
@Order(2)
@ExtendWith(RunningSystem.class)
class HalfEmptyNodesGoTest {

    private static final String API = "/api/v1/";
    private static final Duration SOON = Duration.ofMinutes(2);

    /// The forecast remembers that twice as much was wanted.
    private static final Duration LATER = Duration.ofMinutes(4);

    @Test
    void one_of_two_machines_that_work_at_half_is_emptied_and_stopped(Headroom headroom) {
        var corner = Corner.declare(headroom, "halves", 2, "on-demand", 1);
        corner.buyNothingAhead();
        headroom.operator()
                .body(Map.of("defragmentation", Map.of("atOnce", 2, "grace", "PT1M")))
                .put(API + "lanes/halves")
                .then()
                .statusCode(200);
        List<String> four = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            four.add(submit(corner, "half-" + i));
        }
        until("all run", SOON, () -> four.stream().allMatch(id -> runs(corner, id)));
        Map<String, String> one = new LinkedHashMap<>();
        four.forEach(id -> one.putIfAbsent(nodeOf(headroom, id), id));
        assertThat(one).as("two on each of two nodes").hasSize(2);

        four.stream()
                .filter(id -> !one.containsValue(id))
                .forEach(id -> headroom.operator().post(API + "workloads/" + id + "/cancel"));
        until("one machine is stopped", LATER, () -> stopped(headroom).size() == 1);
        until("both run", SOON, () -> one.values().stream().allMatch(id -> runs(corner, id)));

        Set<String> left = new LinkedHashSet<>();
        one.values().forEach(id -> left.add(nodeOf(headroom, id)));
        assertThat(left).hasSize(1);
        String gone = stopped(headroom).getFirst();
        assertThat(one).containsKey(gone);
        assertThat(left).doesNotContain(gone);
        assertThat(headroom.get(API + "nodes/" + gone).getString("reason.code"))
                .isEqualTo("consolidated");
        String moved = one.get(gone);
        assertThat(
                        headroom.get(API + "workloads/" + moved + "/story")
                                .getList("items.what", String.class))
                .contains("must move", "lost its place");
        corner.cancelAll();
        headroom.operator().post(API + "nodes/" + gone + "/drain");
    }

    private static List<String> stopped(Headroom headroom) {
        return headroom.get(API + "nodes?limit=500&state=warm&pool=halves")
                .getList("items.id", String.class);
    }

    private static String submit(Corner corner, String named) {
        Map<String, Object> body = corner.workload(named, 1, 36_000);
        body.put("gpu", Map.of("milli", 500, "memoryMib", 6_000));
        body.put("checkpointEvery", "PT1M");
        return corner.headroom()
                .operator()
                .header("Idempotency-Key", corner.name() + "-" + named)
                .body(body)
                .post(API + "workloads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static boolean runs(Corner corner, String id) {
        return corner.state(id).equals("running");
    }

    private static String nodeOf(Headroom headroom, String id) {
        return headroom.get(API + "placements?workload=" + id).getString("items[0].node");
    }
}
