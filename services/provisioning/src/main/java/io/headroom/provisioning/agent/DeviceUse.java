package io.headroom.provisioning.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.Pressure;
import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.service.ThisService;
import io.headroom.platform.telemetry.GaugeBy;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;

/// How busy the nodes' GPUs are and what their neighbours take, as their agents say: kept in memory, shown with each node and, by pool, as
/// `headroom_gpu_utilization_ratio` and `headroom_gpu_memory_used_bytes`.
@Singleton
public final class DeviceUse {

    private static final Logger LOG = Logger.getLogger(DeviceUse.class);

    /// Real: as new as whoever collects metrics each 15 s can tell.
    private static final Duration EVERY = Duration.ofSeconds(5);

    /// What is older says nothing of now. Ten times what agents wait between two of them.
    private static final Duration FRESH = Duration.ofMinutes(10);

    private static final double BYTES = 1024.0 * 1024.0;

    private final BusConnection bus;
    private final ThisService self;
    private final LiveNodes nodes;
    private final Disturbances disturbances;
    private final Leadership leadership;
    private final InstantSource clock;
    private final GaugeBy utilisation;
    private final GaugeBy memory;
    private final Map<NodeId, Telemetry> newest = new ConcurrentHashMap<>();

    @Inject
    DeviceUse(
            BusConnection bus,
            ThisService self,
            LiveNodes nodes,
            Disturbances disturbances,
            Leadership leadership,
            InstantSource clock,
            MeterRegistry meters) {
        this.bus = bus;
        this.self = self;
        this.nodes = nodes;
        this.disturbances = disturbances;
        this.leadership = leadership;
        this.clock = clock;
        this.utilisation = GaugeBy.of(meters, "pool", "headroom.gpu.utilization.ratio");
        this.memory = GaugeBy.of(meters, "pool", "headroom.gpu.memory.used.bytes");
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        bus.subscribe("headroom." + self.cell() + ".agent.telemetry.*", this::hear);
        timer.every(EVERY, EVERY, this::show);
    }

    /// What its agent said last, of each GPU.
    public List<Telemetry.Use> of(NodeId node) {
        Telemetry said = newest.get(node);
        return said == null ? List.of() : said.devices();
    }

    /// How much what runs there waits for its neighbours; absent where its machine does not count it.
    public @Nullable Pressure pressure(NodeId node) {
        Telemetry said = newest.get(node);
        return said == null ? null : said.pressure();
    }

    private void hear(String subject, byte[] body) {
        try {
            Telemetry said = HeadroomJson.tolerant().readValue(body, Telemetry.class);
            // The server lets an agent speak under its own node's subject alone.
            if (subject.endsWith("." + said.node())) {
                newest.put(said.node(), said);
            }
        } catch (IOException e) {
            LOG.warnf("telemetry on %s is unreadable: %s", subject, e.getMessage());
        }
    }

    /// The leader knows which nodes there are.
    private void show() {
        Instant old = clock.instant().minus(FRESH);
        newest.values().removeIf(said -> said.at().isBefore(old));
        leadership.current().ifPresent(this::show);
    }

    private void show(Epoch epoch) {
        SortedMap<String, List<Telemetry.Use>> byPool = new TreeMap<>();
        for (NodeRow row : nodes.all(epoch)) {
            disturbances.compare(row, newest.get(row.id()));
            byPool.computeIfAbsent(row.node().pool(), _ -> new ArrayList<>()).addAll(of(row.id()));
        }
        byPool.values().removeIf(List::isEmpty);
        utilisation.show(
                byPool,
                uses -> uses.stream().mapToDouble(Telemetry.Use::utilisation).average().orElse(0));
        memory.show(
                byPool,
                uses -> uses.stream().mapToDouble(use -> use.memoryUsedMib() * BYTES).sum());
    }
}
