package io.headroom.e2e;

import java.math.BigDecimal;
import java.time.Duration;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;

/// More is asked for than the budget pays: the provider's bill, with all that it could still charge, never passes the cap.
@Order(3)
@ExtendWith(RunningSystem.class)
class HardCapsHoldTest {

    private static final String CAP = "1.50";

    @Test
    void the_providers_bill_never_passes_a_hard_cap(Headroom headroom) {
        new Corner(headroom, "capped").cap(CAP);
        var corner = Corner.declare(headroom, "capped", 8);

        for (int i = 0; i < 16; i++) {
            corner.submit("hungry-" + i, 1, 3600);
        }

        until(
                "the budget refuses money",
                Duration.ofMinutes(2),
                () ->
                        corner.workloads()
                                .getList("items.reason.code", String.class)
                                .contains("budget-denied"));
        until(
                "what it paid for has ended",
                Duration.ofMinutes(2),
                () -> corner.machines().isEmpty() && corner.charged().signum() > 0);
        corner.cancelAll();
        assertThat(corner.charged()).isPositive();
        assertThat(corner.mostChargeable())
                .as("the most that was charged and could still be, at any instant")
                .isLessThanOrEqualTo(new BigDecimal(CAP));
        assertThat(
                        new BigDecimal(
                                headroom.get("/api/v1/budgets/capped/status")
                                        .getString("highestCommitted")))
                .isLessThanOrEqualTo(new BigDecimal(CAP));
    }
}
