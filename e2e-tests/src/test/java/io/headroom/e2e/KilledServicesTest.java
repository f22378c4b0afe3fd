package io.headroom.e2e;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;

/// Every process may die at any time: what was accepted runs to its end, and no machine is left that nobody knows.
@Order(4)
@ExtendWith(RunningSystem.class)
class KilledServicesTest {

    private static final int WORKLOADS = 20;
    private static final List<String> ENDED = List.of("succeeded", "failed", "cancelled");

    @Test
    void what_was_accepted_ends_well_though_every_process_is_killed(Headroom headroom) {
        var corner = Corner.declare(headroom, "killed", 10);
        for (int i = 0; i < WORKLOADS; i++) {
            corner.submit("steady-" + i, 1, 600);
        }
        until(
                "some run",
                Duration.ofSeconds(90),
                () -> corner.workloads().getList("items.state").contains("running"));

        for (String process :
                List.of(
                        "placement",
                        "provisioning",
                        "cost",
                        "demand-forecast",
                        "cloud-simulator",
                        "nats")) {
            headroom.kill(process);
        }

        until(
                "all end",
                Duration.ofMinutes(3),
                () -> ENDED.containsAll(states(corner)) && states(corner).size() > WORKLOADS);
        assertThat(
                        corner.workloads()
                                .getList(
                                        "items.findAll { it.state == 'succeeded' }.name",
                                        String.class))
                .hasSize(WORKLOADS);
        until(
                "every machine that is left has a node",
                Duration.ofMinutes(1),
                () -> corner.known().containsAll(corner.machines()));
        until("all are given back", Duration.ofMinutes(2), () -> corner.machines().isEmpty());
    }

    /// The probe by which the corner was found ready is among them.
    private static List<String> states(Corner corner) {
        return corner.workloads().getList("items.state", String.class);
    }
}
