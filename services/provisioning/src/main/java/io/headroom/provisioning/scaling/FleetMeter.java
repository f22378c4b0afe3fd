package io.headroom.provisioning.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.telemetry.GaugeBy;

/// What there is, by pool, as the last plan saw it: `headroom_fleet_nodes`, `headroom_fleet_gpus`, `headroom_fleet_gpus_used` and
/// `headroom_fleet_hourly_dollars`, on the process that plans.
@Singleton
final class FleetMeter {

    private static final double MILLIONTHS = 1e6;
    private static final double THOUSANDTHS = 1000;

    private final MultiGauge nodes;
    private final GaugeBy gpus;
    private final GaugeBy used;
    private final GaugeBy dollars;

    @Inject
    FleetMeter(MeterRegistry meters) {
        this.nodes = MultiGauge.builder("headroom.fleet.nodes").register(meters);
        this.gpus = gauge(meters, "gpus");
        this.used = gauge(meters, "gpus.used");
        this.dollars = gauge(meters, "hourly.dollars");
    }

    private static GaugeBy gauge(MeterRegistry meters, String what) {
        return GaugeBy.of(meters, "pool", "headroom.fleet." + what);
    }

    /// Who leads no longer has nothing to show.
    void start(@Observes StartupEvent event, Leadership leadership) {
        leadership.onLost(_ -> show(List.of()));
    }

    void show(List<NodeFact> facts) {
        SortedMap<String, SortedMap<String, Integer>> states = new TreeMap<>();
        for (NodeFact fact : facts) {
            states.computeIfAbsent(fact.node().pool(), _ -> new TreeMap<>())
                    .merge(DashedEnums.nameOf(fact.node().state()), 1, Integer::sum);
        }
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        states.forEach(
                (pool, counts) ->
                        counts.forEach(
                                (state, count) ->
                                        rows.add(
                                                MultiGauge.Row.of(
                                                        Tags.of("pool", pool, "state", state),
                                                        count))));
        nodes.register(rows, true);
        List<NodeFact> ready =
                facts.stream().filter(f -> f.node().state() == NodeState.READY).toList();
        gpus.sum(ready, FleetMeter::pool, fact -> fact.node().template().gpus());
        used.sum(ready, FleetMeter::pool, fact -> fact.usedMilliGpu() / THOUSANDTHS);
        dollars.sum(
                facts.stream().filter(f -> f.node().state().isRunning()).toList(),
                FleetMeter::pool,
                fact -> fact.node().pricePerHour().micros() / MILLIONTHS);
    }

    private static String pool(NodeFact fact) {
        return fact.node().pool();
    }
}
