package io.headroom.provisioning.ending;

import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.node.LifecycleTest;
import io.headroom.provisioning.node.NodeRow;

import static org.assertj.core.api.Assertions.assertThat;

class EndedMeterTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EndedMeter meter = new EndedMeter(meters);

    @Test
    void an_end_counts_once_by_its_reason_and_by_how_soon_it_is() {
        NodeRow ends = ends(Duration.ofMinutes(59));

        meter.changed(ends);
        meter.changed(ends);

        assertThat(counted("true")).isEqualTo(1);
        assertThat(counted("false")).isZero();
    }

    @Test
    void after_an_hour_it_is_no_oscillation() {
        meter.changed(ends(Duration.ofHours(1)));

        assertThat(counted("true")).isZero();
        assertThat(counted("false")).isEqualTo(1);
    }

    @Test
    void what_is_ready_has_not_ended() {
        meter.changed(LifecycleTest.in(NodeState.READY));

        assertThat(meters.getMeters()).isEmpty();
    }

    private double counted(String soon) {
        Counter counter =
                meters.find("headroom.nodes.ended")
                        .tag("reason", "operator")
                        .tag("soon", soon)
                        .counter();
        return counter == null ? 0 : counter.count();
    }

    private static NodeRow ends(Duration after) {
        NodeRow ready = LifecycleTest.in(NodeState.READY);
        return ready.with(
                ready.node().launchedAt(NOON).state(NodeState.TERMINATING, NOON.plus(after), null),
                new NodeReason.Operator("olga"));
    }
}
