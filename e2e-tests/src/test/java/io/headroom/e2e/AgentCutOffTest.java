package io.headroom.e2e;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Echo;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;

/// An agent is cut off for longer than its lease, its provider answers nobody, and all that is said is said twice: the agent ends its machine
/// itself, in time, and what ran there runs once more. The simulated provider's own bill is the judge.
@Order(5)
@Isolated("no provider of this kind answers anybody meanwhile")
@ExtendWith(RunningSystem.class)
class AgentCutOffTest {

    private static final String CAP = "6.00";
    private static final String FAULTS = "/simulator/v1/faults";
    private static final Duration SOON = Duration.ofMinutes(2);

    /// A lease is no shorter than 30 s of real time, which is as many minutes here; this is longer than all that happens.
    private static final int LONGER_THAN_A_LEASE = 4 * 3600;

    private final Headroom headroom;

    AgentCutOffTest(Headroom headroom) {
        this.headroom = headroom;
    }

    @AfterEach
    void mend() {
        faults(List.of());
    }

    @Test
    void an_agent_that_is_cut_off_ends_its_machine_within_its_lease() throws Exception {
        new Corner(headroom, "cut-off").cap(CAP);
        var corner = Corner.declare(headroom, "cut-off", 2);
        try (Echo echo = Echo.of(headroom, Duration.ofSeconds(3))) {
            // One agent at a time is a process of its own, whose network cannot be cut: of two, one
            // can be.
            List<String> ids =
                    List.of(
                            corner.submit("one", 1, LONGER_THAN_A_LEASE),
                            corner.submit("other", 1, LONGER_THAN_A_LEASE));
            until("they run", SOON, () -> run(corner, ids));
            Set<String> machines = corner.machines();

            faults(
                    List.of(
                            Map.of("kind", "agent-cut-off", "provider", "aws"),
                            Map.of("kind", "api-down", "provider", "aws")));
            until("one has ended itself", SOON, () -> !corner.machines().containsAll(machines));
            faults(List.of());

            until("they run", SOON, () -> corner.machines().size() == 2 && run(corner, ids));
            assertThat(corner.machines()).isNotEqualTo(machines);
            assertThat(echo.said()).as("events that came twice").isGreaterThan(5);
            corner.cancelAll();
        }
        until("every machine is given back", SOON, () -> corner.machines().isEmpty());
        assertThat(corner.mostChargeable())
                .as("the most that was charged and could still be, at any instant")
                .isPositive()
                .isLessThanOrEqualTo(new BigDecimal(CAP));
        assertThat(corner.bill("").getList("items"))
                .as("machines that were bought")
                .hasSizeGreaterThan(2);
    }

    private static boolean run(Corner corner, List<String> workloads) {
        return workloads.stream().allMatch(id -> corner.state(id).equals("running"));
    }

    private void faults(List<Map<String, String>> on) {
        headroom.operator().body(Map.of("faults", on)).put(FAULTS).then().statusCode(200);
    }
}
