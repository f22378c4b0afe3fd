package io.headroom.e2e;

import java.time.Duration;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;

/// A workload that is submitted gets a machine, runs on it, and leaves nothing behind but its bill.
@Order(1)
@ExtendWith(RunningSystem.class)
class FirstWorkloadTest {

    @Test
    void a_workload_runs_succeeds_is_billed_and_its_node_is_given_back(Headroom headroom) {
        var corner = Corner.declare(headroom, "first", 2);

        String id = corner.submit("hello", 1, 300);

        until(
                "it is said when it will start, and why it waits",
                Duration.ofMinutes(2),
                () -> {
                    JsonPath one = headroom.get("/api/v1/workloads/" + id);
                    return one.getString("eta.median") != null
                            || one.getString("state").equals("running");
                });
        until("it runs", Duration.ofMinutes(2), () -> corner.state(id).equals("running"));
        assertThat(corner.machines()).isNotEmpty();
        until("it succeeds", Duration.ofMinutes(2), () -> corner.state(id).equals("succeeded"));
        assertThat(corner.charged()).isPositive();
        until("its node is given back", Duration.ofMinutes(2), () -> corner.machines().isEmpty());
        assertThat(headroom.get("/api/v1/workloads/" + id + "/story").getList("items"))
                .isNotEmpty();
    }
}
