package io.headroom.e2e;

import java.time.Duration;
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

/// The provider takes a spot machine back: its node drains by the provider's notice, and the work goes on elsewhere.
@Order(2)
@ExtendWith(RunningSystem.class)
class SpotTakenBackTest {

    @Test
    void what_ran_there_runs_on_elsewhere(Headroom headroom) {
        var corner = Corner.declare(headroom, "spot", 2, "spot");
        String id = corner.submit("patient", 1, 900);
        until("it runs", Duration.ofMinutes(2), () -> corner.state(id).equals("running"));
        Set<String> first = corner.machines();
        assertThat(first).hasSize(1);

        takeBack(headroom, first.iterator().next());

        until(
                "its node says who takes it back",
                Duration.ofMinutes(2),
                () ->
                        headroom.get("/api/v1/nodes?limit=500&pool=spot")
                                .getList("items.reason.code", String.class)
                                .contains("spot-reclaimed"));
        until(
                "it runs on another machine",
                Duration.ofMinutes(2),
                () ->
                        corner.state(id).equals("running")
                                && !corner.machines().isEmpty()
                                && corner.machines().stream().noneMatch(first::contains));
        corner.cancelAll();
        until("nothing is left", Duration.ofMinutes(2), () -> corner.machines().isEmpty());
    }

    private static void takeBack(Headroom headroom, String instance) {
        headroom.operator()
                .body(Map.of("kind", "spot-reclaim", "instance", instance, "times", 1))
                .put("/simulator/v1/faults/spot-reclaim")
                .then()
                .statusCode(200);
    }
}
