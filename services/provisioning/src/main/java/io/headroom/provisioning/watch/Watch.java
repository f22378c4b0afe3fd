package io.headroom.provisioning.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.loop.Loops;
import io.headroom.provisioning.agent.Heartbeats;
import io.headroom.provisioning.change.ChangeQueue;
import io.headroom.provisioning.node.Ends;
import io.headroom.provisioning.node.Lifecycle;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.NodeSettings;
import io.headroom.provisioning.scaling.Heard;

/// Looks at what time does to nodes: boots that take too long, agents that fell silent, drains that are over.
@Singleton
public final class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    /// When more than half of the nodes are silent, the fault is rather here than there.
    private static final int DOUBT = 6;

    /// Real: placement answers within a second; unanswered for longer, the question is put again.
    private static final Duration ASK_AGAIN_REAL = Duration.ofSeconds(30);

    private static final Duration SETTLE_REAL = Duration.ofSeconds(2);

    private final LiveNodes nodes;
    private final ChangeQueue queue;
    private final Heartbeats heartbeats;
    private final Transactions transactions;
    private final VirtualClock clock;
    private final NodeSettings settings;

    @Inject
    Watch(
            LiveNodes nodes,
            ChangeQueue queue,
            Heartbeats heartbeats,
            Transactions transactions,
            VirtualClock clock,
            NodeSettings settings) {
        this.nodes = nodes;
        this.queue = queue;
        this.heartbeats = heartbeats;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        loops.onLeader("watch", EVERY, this::turn);
    }

    private void turn(Epoch epoch) {
        List<NodeRow> live = nodes.all(epoch);
        boolean anyDrains = live.stream().anyMatch(r -> r.state() == NodeState.DRAINING);
        Map<NodeId, Heard.Use> uses =
                anyDrains
                        ? transactions.asService(Heard::occupancies).await().indefinitely()
                        : Map.of();
        Instant now = clock.instant();
        List<NodeRow> silent = new ArrayList<>();
        int speaking = 0;
        for (NodeRow row : live) {
            NodeReason end = row.endWanted();
            if (end != null) {
                queue.add(row.id(), Ends.drain(now, end, now));
            }
            switch (Lifecycle.of(row)) {
                case Lifecycle.Booting booting -> neverReady(booting, now);
                case Lifecycle.Ready ready -> {
                    askAgain(ready, now);
                    endOfLife(row, now);
                    speaking++;
                    if (isSilent(row, now, 1)) {
                        silent.add(row);
                    }
                }
                case Lifecycle.Draining draining -> drained(draining, uses, now);
                case Lifecycle.Stopping stopping -> notStopped(stopping, now);
                case Lifecycle.Warm warm -> tooOld(warm, now);
                case Lifecycle.Requested _,
                        Lifecycle.Launching _,
                        Lifecycle.WakeRequested _,
                        Lifecycle.Waking _,
                        Lifecycle.Terminating _,
                        Lifecycle.Terminated _,
                        Lifecycle.Failed _ -> {}
            }
        }
        lost(silent, speaking, now);
    }

    private void neverReady(Lifecycle.Booting booting, Instant now) {
        Duration within = clock.atLeastReal(settings.bootWithin(), settings.bootWithinReal());
        Duration waited = Duration.between(booting.row().node().since(), now);
        if (waited.compareTo(within) > 0) {
            queue.add(booting.row().id(), Ends.terminate(new NodeReason.NeverReady(waited), now));
        }
    }

    /// Its replicas have the usual time to leave before its life is over.
    private void endOfLife(NodeRow row, Instant now) {
        Instant began = row.livesSince();
        if (began == null) {
            return;
        }
        Instant by = began.plus(settings.maxLife());
        Duration half = settings.maxLife().dividedBy(2);
        Duration within =
                settings.drainWithin().compareTo(half) < 0 ? settings.drainWithin() : half;
        if (!now.isBefore(by.minus(within))) {
            queue.add(row.id(), Ends.drain(by, new NodeReason.LifeEnds(by), now));
        }
    }

    /// Nobody may be able to wake it for days: what its agent's identity would not outlive is ended all the same.
    private void tooOld(Lifecycle.Warm warm, Instant now) {
        endOfLife(warm.row(), now);
    }

    /// Its money is the machine's until it is confirmed stopped: it is not paid for without end.
    private void notStopped(Lifecycle.Stopping stopping, Instant now) {
        Instant by = stopping.row().node().drainBy();
        if (by != null && !now.isBefore(by)) {
            NodeReason why = new NodeReason.Lost("it could not be stopped by " + by);
            queue.add(stopping.row().id(), Ends.terminate(why, now));
        }
    }

    private void askAgain(Lifecycle.Ready ready, Instant now) {
        Instant asked = ready.row().releaseAsked();
        Duration within = clock.atLeastReal(ASK_AGAIN_REAL, ASK_AGAIN_REAL);
        if (asked != null && now.isAfter(asked.plus(within))) {
            queue.add(ready.row().id(), row -> Optional.of(row.releaseAsked(null)));
        }
    }

    private void drained(Lifecycle.Draining draining, Map<NodeId, Heard.Use> uses, Instant now) {
        NodeRow row = draining.row();
        Instant by = row.node().drainBy();
        boolean over = by != null && !now.isBefore(by);
        // What was bound at the same moment is known a moment later.
        boolean settled =
                row.node().since().plus(clock.atLeastReal(SETTLE_REAL, SETTLE_REAL)).isBefore(now);
        boolean empty = settled && uses.getOrDefault(row.id(), Heard.Use.UNKNOWN).isEmpty();
        if (over || empty) {
            queue.add(row.id(), Ends.terminate(row.why(), now));
        }
    }

    private boolean isSilent(NodeRow row, Instant now, int times) {
        Duration limit =
                clock.atLeastReal(settings.lostAfter(), settings.lostAfterReal())
                        .multipliedBy(times);
        return heartbeats.silence(row, now).filter(s -> s.compareTo(limit) > 0).isPresent();
    }

    private void lost(List<NodeRow> silent, int ready, Instant now) {
        boolean doubtful = silent.size() > 1 && silent.size() * 2 > ready;
        for (NodeRow row : silent) {
            if (doubtful && !isSilent(row, now, DOUBT)) {
                LOG.debugf("%d of %d nodes are silent: not believed yet", silent.size(), ready);
                continue;
            }
            NodeReason why = new NodeReason.Lost("its agent is silent");
            // Whether its provider still has it shows at its end, which is confirmed like any
            // other.
            queue.add(row.id(), Ends.terminate(why, now));
        }
    }
}
