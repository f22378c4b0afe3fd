package io.headroom.provisioning.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.agent.Heartbeat;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.service.ThisService;
import io.headroom.provisioning.change.ChangeQueue;
import io.headroom.provisioning.node.Ends;
import io.headroom.provisioning.node.Lifecycle;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;

/// Hears the agents live. Kept in memory: only the first heartbeat of a node, which makes it ready, is worth a row.
@Singleton
public final class Heartbeats {

    private static final Logger LOG = Logger.getLogger(Heartbeats.class);

    private final BusConnection bus;
    private final ThisService self;
    private final ChangeQueue queue;
    private final InstantSource clock;
    private final Map<NodeId, Instant> lastHeard = new ConcurrentHashMap<>();
    private final Map<NodeId, String> addresses = new ConcurrentHashMap<>();
    private final Set<NodeId> awaited = ConcurrentHashMap.newKeySet();
    private final Set<NodeId> takenBack = ConcurrentHashMap.newKeySet();
    private volatile Instant listeningSince = Instant.MAX;

    @Inject
    Heartbeats(BusConnection bus, ThisService self, ChangeQueue queue, InstantSource clock) {
        this.bus = bus;
        this.self = self;
        this.queue = queue;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Nodes nodes, Leadership leadership) {
        bus.onConnected(this::listenAnew);
        bus.onDisconnected(() -> listeningSince = Instant.MAX);
        leadership.onGained(_ -> listenAnew());
        nodes.follow(
                row -> {
                    if (row.state() == NodeState.BOOTING) {
                        awaited(row);
                    } else if (row.state().isFinal() || row.state() == NodeState.WARM) {
                        lastHeard.remove(row.id());
                        addresses.remove(row.id());
                        awaited.remove(row.id());
                        takenBack.remove(row.id());
                    }
                });
        bus.subscribe(
                "headroom." + self.cell() + ".agent.heartbeat.*",
                (subject, body) -> hear(subject, body));
    }

    /// Its agent may have spoken before the provider's answer was committed.
    private void awaited(NodeRow row) {
        awaited.add(row.id());
        Instant heard = lastHeard.get(row.id());
        Instant granted = row.stages().granted();
        if (heard != null && granted != null && heard.isAfter(granted)) {
            ready(row.id());
        }
    }

    /// Silence counts from here on: what was not listened to was not missed.
    private void listenAnew() {
        listeningSince = clock.instant();
    }

    private void hear(String subject, byte[] body) {
        try {
            Heartbeat heartbeat = HeadroomJson.tolerant().readValue(body, Heartbeat.class);
            NodeId node = heartbeat.node();
            // The server lets an agent speak under its own node's subject alone.
            if (!subject.endsWith("." + node)) {
                LOG.warnf("a heartbeat on %s claims to be of %s", subject, node);
                return;
            }
            String address = heartbeat.address();
            if (address != null) {
                addresses.put(node, address);
            }
            boolean first = lastHeard.put(node, clock.instant()) == null;
            if (first || awaited.contains(node)) {
                ready(node);
            }
            Instant goneAt = heartbeat.takenBackAt();
            if (goneAt != null && takenBack.add(node)) {
                takenBack(node, goneAt);
            }
        } catch (IOException e) {
            LOG.warnf("a heartbeat on %s is unreadable: %s", subject, e.getMessage());
        }
    }

    private void ready(NodeId node) {
        awaited.remove(node);
        queue.add(
                node,
                row ->
                        Lifecycle.of(row) instanceof Lifecycle.Booting booting
                                ? Optional.of(
                                        booting.ready(addresses.get(node), clock.instant()).row())
                                : Optional.empty(),
                (notes, changed) ->
                        changed.filter(r -> r.state() == NodeState.READY).ifPresent(notes::ready),
                () -> {});
    }

    /// The provider asks nobody: what runs there gets the time that is left to leave.
    private void takenBack(NodeId node, Instant goneAt) {
        LOG.infof("node %s is taken back by its provider at %s", node, goneAt);
        NodeReason why = new NodeReason.SpotReclaimed(goneAt);
        queue.add(node, Ends.drain(goneAt, why, clock.instant()));
    }

    /// How long a node has been silent, as far as could be heard; empty while nobody listens.
    public Optional<Duration> silence(NodeRow row, Instant now) {
        Instant since = listeningSince;
        if (since.equals(Instant.MAX)) {
            return Optional.empty();
        }
        Instant heard = lastHeard.getOrDefault(row.id(), row.node().since());
        Instant from = heard.isBefore(since) ? since : heard;
        return Optional.of(Duration.between(from, now));
    }

    public Optional<Instant> lastHeard(NodeId node) {
        return Optional.ofNullable(lastHeard.get(node));
    }
}
