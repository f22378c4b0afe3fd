package io.headroom.provisioning.scaling;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.provisioning.node.LifecycleTest;

import static org.assertj.core.api.Assertions.assertThat;

class FleetMeterTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FleetMeter meter = new FleetMeter(meters);

    @Test
    void a_pools_nodes_count_by_state_and_what_runs_costs() {
        meter.show(
                List.of(
                        fact(NodeState.READY, 500),
                        fact(NodeState.READY, 0),
                        fact(NodeState.BOOTING, 0),
                        fact(NodeState.WARM, 0)));

        assertThat(values("headroom.fleet.nodes", "state"))
                .containsOnly(
                        Map.entry("booting", 1.0), Map.entry("ready", 2.0), Map.entry("warm", 1.0));
        assertThat(values("headroom.fleet.gpus", "pool")).containsOnly(Map.entry("pool", 2.0));
        assertThat(values("headroom.fleet.gpus.used", "pool")).containsOnly(Map.entry("pool", 0.5));
        assertThat(values("headroom.fleet.hourly.dollars", "pool"))
                .containsOnly(Map.entry("pool", 3.0));
    }

    @Test
    void what_is_gone_is_shown_no_longer() {
        meter.show(List.of(fact(NodeState.READY, 0)));
        meter.show(List.of());

        assertThat(meters.getMeters()).isEmpty();
    }

    private Map<String, Double> values(String name, String tag) {
        return meters.get(name).gauges().stream()
                .collect(
                        Collectors.toMap(
                                g -> String.valueOf(g.getId().getTag(tag)), g -> g.value()));
    }

    private static NodeFact fact(NodeState state, int usedMilliGpu) {
        return new NodeFact(LifecycleTest.in(state).node(), 1, "", usedMilliGpu, null, false);
    }
}
