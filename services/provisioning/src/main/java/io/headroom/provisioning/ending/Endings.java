package io.headroom.provisioning.ending;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;
import io.headroom.provisioning.change.ChangeQueue;
import io.headroom.provisioning.node.Lifecycle;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.NodeSettings;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.Seen;
import io.headroom.provisioning.provider.Target;
import io.headroom.provisioning.provider.lane.Providers;

/// Ends machines: the provider is told again and again until it says that the machine is gone.
@Singleton
public final class Endings {

    private static final Logger LOG = Logger.getLogger(Endings.class);
    private static final Duration LEASE_LEFT = Duration.ofSeconds(5);

    /// Between two looks whether it is gone: a second after the call, then ever rarer.
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private static final int DOUBLINGS = 4;

    private static final Set<Seen.State> ENDED = Set.of(Seen.State.ENDING, Seen.State.GONE);

    private final Nodes nodes;
    private final ChangeQueue queue;
    private final Providers providers;
    private final LiveNodes live;
    private final Leadership leadership;
    private final VirtualClock clock;
    private final NodeSettings settings;
    private final Set<NodeId> underWay = ConcurrentHashMap.newKeySet();

    @Inject
    Endings(
            Nodes nodes,
            ChangeQueue queue,
            Providers providers,
            LiveNodes live,
            Leadership leadership,
            VirtualClock clock,
            NodeSettings settings) {
        this.nodes = nodes;
        this.queue = queue;
        this.providers = providers;
        this.live = live;
        this.leadership = leadership;
        this.clock = clock;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        WakeableLoop loop = loops.onLeader("endings", Duration.ofSeconds(1), this::turn);
        nodes.follow(
                row -> {
                    if (row.state() == NodeState.TERMINATING) {
                        loop.wake();
                    }
                });
    }

    private void turn(Epoch epoch) {
        Set<NodeId> before = Set.copyOf(underWay);
        for (NodeRow row : live.in(NodeState.TERMINATING, epoch)) {
            if (!before.contains(row.id()) && underWay.add(row.id())) {
                Thread.ofVirtual().name("end-" + row.id()).start(() -> untilGone(row));
            }
        }
    }

    private void untilGone(NodeRow row) {
        try {
            for (int tries = 0; leadership.isLeader(); tries++) {
                if (leadership.remaining().compareTo(LEASE_LEFT) > 0
                        && isGone(row.node().provider(), row.target(), launched(row))) {
                    queue.add(
                            row.id(),
                            now ->
                                    Lifecycle.of(now) instanceof Lifecycle.Terminating ending
                                            ? Optional.of(ending.gone(clock.instant()).row())
                                            : Optional.empty(),
                            (_, _) -> {},
                            () -> underWay.remove(row.id()));
                    return;
                }
                Thread.sleep(FIRST_PAUSE.multipliedBy(1L << Math.min(tries, DOUBLINGS)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "the end of %s failed", row.id());
        }
        underWay.remove(row.id());
    }

    /// Tells the provider to end it unless it is ending already, and looks whether it is gone.
    ///
    /// @param launched when its bill began: a provider does not show a new machine at once, so that not to see a young one
    ///     proves nothing
    public boolean isGone(ProviderKind kind, Target target, Instant launched) {
        try {
            return providers.ask(
                    kind,
                    "terminate",
                    p -> {
                        if (p.find(target).map(Seen::state).filter(ENDED::contains).isEmpty()) {
                            p.terminate(target);
                        }
                        return p.find(target)
                                .map(seen -> seen.state() == Seen.State.GONE)
                                .orElseGet(() -> isOld(launched));
                    });
        } catch (ProviderException e) {
            LOG.infof("%s is not ended yet: %s", target.node(), e.getMessage());
            return false;
        }
    }

    private boolean isOld(Instant launched) {
        Duration young = clock.atLeastReal(settings.absenceAfter(), settings.absenceAfterReal());
        return launched.plus(young).isBefore(clock.instant());
    }

    private static Instant launched(NodeRow row) {
        Instant at = row.node().launchedAt();
        return at == null ? row.createdAt() : at;
    }
}
