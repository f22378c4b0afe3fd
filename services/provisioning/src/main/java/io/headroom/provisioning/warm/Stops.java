package io.headroom.provisioning.warm;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;
import io.headroom.provisioning.change.ChangeQueue;
import io.headroom.provisioning.node.Lifecycle;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.provider.Provider;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.Seen;
import io.headroom.provisioning.provider.lane.Providers;

/// Stops machines: the provider is told, and looked at again each second, until it shows the machine stopped. Only then the node is warm
/// and its machine's bill over. What takes too long is ended: see `Watch`.
@Singleton
public final class Stops {

    private static final Logger LOG = Logger.getLogger(Stops.class);

    /// Calls start only with more left of the leader's lease: they take 4 s at most.
    private static final Duration LEASE_LEFT = Duration.ofSeconds(5);

    private final Nodes nodes;
    private final LiveNodes live;
    private final ChangeQueue queue;
    private final Providers providers;
    private final Leadership leadership;
    private final VirtualClock clock;
    private final Set<NodeId> underWay = ConcurrentHashMap.newKeySet();

    @Inject
    Stops(
            Nodes nodes,
            LiveNodes live,
            ChangeQueue queue,
            Providers providers,
            Leadership leadership,
            VirtualClock clock) {
        this.nodes = nodes;
        this.live = live;
        this.queue = queue;
        this.providers = providers;
        this.leadership = leadership;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        WakeableLoop loop = loops.onLeader("stops", Duration.ofSeconds(1), this::turn);
        nodes.follow(
                row -> {
                    if (Lifecycle.of(row) instanceof Lifecycle.Stopping) {
                        loop.wake();
                    }
                });
    }

    private void turn(Epoch epoch) {
        for (NodeRow row : live.all(epoch)) {
            if (Lifecycle.of(row) instanceof Lifecycle.Stopping && underWay.add(row.id())) {
                Thread.ofVirtual().name("stop-" + row.id()).start(() -> stop(row));
            }
        }
    }

    private void stop(NodeRow row) {
        try {
            if (leadership.remaining().compareTo(LEASE_LEFT) > 0 && isStopped(row)) {
                queue.add(
                        row.id(),
                        now ->
                                Lifecycle.of(now) instanceof Lifecycle.Stopping stopping
                                        ? Optional.of(stopping.warm(clock.instant()).row())
                                        : Optional.empty());
            }
        } catch (ProviderException e) {
            LOG.infof("%s is not stopped yet: %s", row.id(), e.getMessage());
        } finally {
            underWay.remove(row.id());
        }
    }

    private boolean isStopped(NodeRow row) {
        return providers.ask(row.node().provider(), "stop", p -> isStopped(p, row));
    }

    private static boolean isStopped(Provider provider, NodeRow row) {
        Optional<Seen.State> state = provider.find(row.target()).map(Seen::state);
        if (state.filter(s -> s == Seen.State.RUNNING).isPresent()) {
            provider.stop(row.target());
        }
        return state.filter(s -> s == Seen.State.STOPPED).isPresent();
    }
}
