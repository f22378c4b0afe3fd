package io.headroom.replay.fleet.node;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;

import static org.assertj.core.api.Assertions.assertThat;

class HeldTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Money MINUTELY = Money.of("60.00");
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final Held held = new Held();
    private final NodeId one = new NodeId(new UUID(0, 1));
    private final NodeId other = new NodeId(new UUID(0, 2));

    @Test
    void a_lease_holds_less_the_longer_its_node_runs_and_leaves_what_it_did_not_run() {
        held.pay(one, MINUTELY, at(12), at(0));
        held.pay(other, MINUTELY, at(17), at(5));
        // 7 of the first are left by then, and 12 of the second.
        assertThat(held.summary(LEASE).heldAtMost()).isEqualTo(Money.of("19.00"));
        held.pay(one, MINUTELY, at(18), at(6));
        // 12 of the renewed one, 11 of the second.
        assertThat(held.summary(LEASE).heldAtMost()).isEqualTo(Money.of("23.00"));
        held.ended(one, at(10));
        held.ended(other, at(17));
        assertThat(held.summary(LEASE).neverUsed()).isEqualTo(Money.of("8.00"));
    }

    @Test
    void a_purchase_that_came_to_nothing_leaves_nothing() {
        held.pay(one, MINUTELY, at(12), at(0));
        held.forget(one);
        held.pay(other, MINUTELY, at(12), at(0));
        assertThat(held.summary(LEASE).heldAtMost()).isEqualTo(Money.of("12.00"));
        assertThat(held.summary(LEASE).neverUsed()).isEqualTo(Money.ZERO);
    }

    private static Instant at(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
