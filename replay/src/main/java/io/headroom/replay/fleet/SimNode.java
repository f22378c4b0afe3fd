package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.scaling.Offer;
import io.headroom.engine.scaling.ScalingPlan;

/// A machine of the replay, from its purchase to its end.
final class SimNode {

    /// A replica that has its place here.
    record Placed(Progress progress, int replica, Hold hold) {}

    final Offer offer;
    final Instant boughtAt;
    final NodeReason why;
    Instant paidUntil;
    private final List<Placed> placed = new ArrayList<>();
    Node node;

    /// The version that it was bought with: who has seen that one knows of the node, whatever became of it since.
    final long bornVersion;

    private io.headroom.engine.fleet.@Nullable Node asPlanned;
    private int usedMilli;
    @Nullable Instant readyAt;
    @Nullable Instant idleSince;
    private Duration idled = Duration.ZERO;
    @Nullable Instant endedAt;
    boolean everUsed;
    boolean takenBack;
    boolean givenBack;

    SimNode(Node node, Offer offer, NodeReason why, Instant boughtAt) {
        this.node = node;
        this.bornVersion = node.version();
        this.offer = offer;
        this.why = why;
        this.boughtAt = boughtAt;
        this.paidUntil = boughtAt;
    }

    static SimNode bought(
            ScalingPlan.NewNode wanted,
            ScalingPlan.Step.Buy buy,
            String lane,
            long version,
            Instant now) {
        Offer offer = wanted.offer();
        Node node =
                new Node(
                        wanted.node(),
                        version,
                        offer.pool(),
                        offer.provider(),
                        offer.region(),
                        offer.zone(),
                        offer.capacityType(),
                        lane,
                        buy.tenant(),
                        buy.environment(),
                        offer.template(),
                        NodeState.BOOTING,
                        now,
                        null,
                        offer.pricePerHour(),
                        offer.worstPerHour(),
                        now,
                        null,
                        Map.of());
        return new SimNode(node, offer, wanted.why(), now);
    }

    boolean isReady() {
        return node.state() == NodeState.READY;
    }

    boolean isEmpty() {
        return placed.isEmpty();
    }

    int usedMilli() {
        return usedMilli;
    }

    int freeMilli() {
        return node.gpus() * 1000 - usedMilli;
    }

    List<Placed> placed() {
        return placed;
    }

    void put(Placed replica, Instant now) {
        placed.add(replica);
        usedMilli += replica.hold().shape().totalMilliGpu();
        asPlanned = null;
        isBusy(now);
    }

    void take(Progress progress, int replica, Instant now) {
        Iterator<Placed> each = placed.iterator();
        while (each.hasNext()) {
            Placed here = each.next();
            if (here.progress().equals(progress) && here.replica() == replica) {
                usedMilli -= here.hold().shape().totalMilliGpu();
                each.remove();
            }
        }
        asPlanned = null;
        idleSince = placed.isEmpty() && isReady() ? now : null;
    }

    void clear() {
        placed.clear();
        usedMilli = 0;
        asPlanned = null;
    }

    void ready(Instant now) {
        become(NodeState.READY, now);
        readyAt = now;
        idleSince = placed.isEmpty() ? now : null;
    }

    void ended(Instant now, Instant off) {
        isBusy(now);
        endedAt = off;
        become(NodeState.TERMINATED, now);
    }

    private void isBusy(Instant now) {
        Instant since = idleSince;
        if (since != null) {
            idled = idled.plus(Duration.between(since, now));
            idleSince = null;
        }
    }

    /// As the planner sees it; made once for as long as it stays the same.
    io.headroom.engine.fleet.Node asPlanned() {
        io.headroom.engine.fleet.Node made = asPlanned;
        if (made == null) {
            made =
                    io.headroom.engine.fleet.Node.of(
                            node, placed.stream().map(Placed::hold).toList());
            asPlanned = made;
        }
        return made;
    }

    private void become(NodeState state, Instant now) {
        asPlanned = null;
        node =
                new Node(
                        node.id(),
                        node.version() + 1,
                        node.pool(),
                        node.provider(),
                        node.region(),
                        node.zone(),
                        node.capacityType(),
                        node.lane(),
                        node.tenant(),
                        node.environment(),
                        node.template(),
                        state,
                        now,
                        node.providerId(),
                        node.pricePerHour(),
                        node.worstPerHour(),
                        boughtAt,
                        null,
                        node.labels());
    }

    /// How long it is charged for, minimum billing counted.
    Duration charged(Instant until) {
        Duration ran = Duration.between(boughtAt, until);
        return ran.compareTo(offer.minimumBilling()) < 0 ? offer.minimumBilling() : ran;
    }

    Instant end() {
        Instant end = endedAt;
        return end == null ? boughtAt : end;
    }

    double gpuHours() {
        return gpuHours(charged(end()));
    }

    double bootingGpuHours() {
        Instant ready = readyAt;
        return gpuHours(Duration.between(boughtAt, ready == null ? end() : ready));
    }

    double idleGpuHours() {
        return gpuHours(idled);
    }

    private double gpuHours(Duration time) {
        return time.toMillis() / 3_600_000.0 * node.gpus();
    }
}
