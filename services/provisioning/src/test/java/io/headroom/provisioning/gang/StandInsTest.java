package io.headroom.provisioning.gang;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.database.Commits;
import io.headroom.provisioning.node.Ends;
import io.headroom.provisioning.node.LifecycleTest;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Paid;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.purchase.Attempts;

import static org.assertj.core.api.Assertions.assertThat;

/// How long and for what money a refused member is asked for elsewhere.
class StandInsTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final ProviderFailure NONE = new ProviderFailure.NoCapacity("none left");

    private final NodeRow granted =
            Paid.by(LifecycleTest.in(NodeState.REQUESTED), NOON).orElseThrow();
    private final LaunchAttempt first = first();
    private final LaunchAttempt next =
            first.standIn(
                    2, LaunchAttempt.callToken(granted.id(), 2), "us-east-1b", Money.of("0.9"));

    @Test
    void it_stays_the_same_node_for_the_same_money_elsewhere() {
        NodeRow row = tried(granted, 5).orElseThrow();
        assertThat(row.state()).isEqualTo(NodeState.LAUNCHING);
        assertThat(row.attempt()).isEqualTo(2);
        assertThat(row.node().zone()).isEqualTo("us-east-1b");
        assertThat(row.node().pricePerHour()).isEqualTo(Money.of("0.9"));
        assertThat(row.node().worstPerHour()).isEqualTo(granted.node().worstPerHour());
        assertThat(row.why().message()).contains("us-east-1a", "none left", "us-east-1b", "2");
        assertThat(next.maxPerHour()).isEqualTo(first.maxPerHour());
        assertThat(next.token()).isNotEqualTo(first.token());
    }

    @Test
    void a_minute_after_the_grant_it_is_too_late() {
        assertThat(tried(granted, 60)).isPresent();
        assertThat(tried(granted, 61)).isEmpty();
    }

    @Test
    void what_is_not_wanted_any_more_is_not_asked_for_again() {
        NodeRow unwanted =
                Ends.drain(NOON, new NodeReason.Operator("olga"), NOON).of(granted).orElseThrow();
        assertThat(tried(unwanted, 5)).isEmpty();
    }

    @Test
    void an_answer_that_comes_twice_moves_it_once() {
        assertThat(tried(tried(granted, 5).orElseThrow(), 6)).isEmpty();
    }

    private Optional<NodeRow> tried(NodeRow row, int secondsLater) {
        InstantSource then = InstantSource.fixed(NOON.plusSeconds(secondsLater));
        VirtualClock clock = VirtualClock.of(NOON, NOON, 1, then);
        return new StandIns(new Attempts(new Commits()), clock).tried(row, first, NONE, next);
    }

    private LaunchAttempt first() {
        return new LaunchAttempt(
                granted.id(),
                1,
                LaunchAttempt.callToken(granted.id(), 1),
                ProviderKind.AWS,
                "pool",
                "us-east-1",
                "us-east-1a",
                "g6.xlarge",
                CapacityType.ON_DEMAND,
                Money.of("1"),
                "",
                "",
                Map.of(),
                "",
                NOON,
                NOON.plusSeconds(300),
                null);
    }
}
