package io.headroom.e2e;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;

/// An idle node is stopped, and woken for the next workload; what the provider charges for both lives and the rest is in the ledger.
@Order(3)
@Isolated("it compares bills by seconds, of which each is a virtual minute")
@ExtendWith(RunningSystem.class)
class StoppedAndWokenTest {

    /// What a machine runs on until its stop is confirmed is charged by the ledger alone: of two stops ten seconds, each a virtual minute.
    private static final BigDecimal SOME_MINUTES = new BigDecimal("0.10");

    private static final BigDecimal SOME_SECONDS = new BigDecimal("0.02");

    @Test
    void one_machine_serves_two_workloads_and_rests_between_them(Headroom headroom) {
        var corner = Corner.declare(headroom, "rested", 2, "on-demand", 1);
        // Two workloads are a demand that may come again, and another machine might be bought for
        // it.
        corner.buyNothingAhead();
        String first = corner.submit("first", 1, 300);
        until("it runs", Duration.ofMinutes(2), () -> corner.state(first).equals("running"));
        until(
                "its node is stopped",
                Duration.ofMinutes(2),
                () -> warm(headroom).size() == 1 && corner.state(first).equals("succeeded"));
        Set<String> machines = corner.machines();
        assertThat(machines).hasSize(1);

        String second = corner.submit("second", 1, 300);
        until("it runs", Duration.ofMinutes(2), () -> corner.state(second).equals("running"));
        assertThat(corner.machines()).as("on the same machine").isEqualTo(machines);
        until(
                "its node is stopped again",
                Duration.ofMinutes(2),
                () -> warm(headroom).size() == 1 && corner.state(second).equals("succeeded"));

        for (String node : warm(headroom)) {
            headroom.operator().post("/api/v1/nodes/" + node + "/drain");
        }
        until("nothing is left", Duration.ofMinutes(2), () -> corner.machines().isEmpty());
        assertThat(corner.bill("").getList("items.parts[0].charge", String.class))
                .containsExactly("MACHINE", "DISK", "MACHINE", "DISK");
        until(
                "the ledger has what was charged",
                Duration.ofMinutes(2),
                () -> agrees(ledger(headroom), corner.charged()));
    }

    private static boolean agrees(BigDecimal ledger, BigDecimal charged) {
        return ledger.compareTo(charged.subtract(SOME_SECONDS)) >= 0
                && ledger.compareTo(charged.add(SOME_MINUTES)) <= 0;
    }

    private static List<String> warm(Headroom headroom) {
        return headroom.get("/api/v1/nodes?limit=500&state=warm&pool=rested")
                .getList("items.id", String.class);
    }

    private static BigDecimal ledger(Headroom headroom) {
        return new BigDecimal(
                headroom.member("rested")
                        .get("/api/v1/costs?by=tenant")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getString("total"));
    }
}
