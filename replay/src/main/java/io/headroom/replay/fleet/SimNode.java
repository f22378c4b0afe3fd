package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Empty.Then;

/// A machine of the replay, from its purchase to its end.
final class SimNode {

    record Placed(Progress progress, int replica, Hold hold) {}

    /// What it was bought as, and when.
    final Offer offer;

    final Instant boughtAt;

    /// How soon it went again, each time that it was asked for.
    final Turnarounds turnarounds;

    final Charges charges;
    Instant paidAt;
    Instant paidUntil;
    private final List<Placed> placed = new ArrayList<>();
    Node node;

    /// The version that it was bought with: who has seen that one knows of the node, whatever became of it since.
    final long bornVersion;

    private io.headroom.engine.fleet.@Nullable Node asPlanned;
    private int usedMilli;
    @Nullable Instant idleSince;
    private Duration idled = Duration.ZERO;
    boolean everUsed;
    boolean takenBack;

    /// Whether an answer is awaited, or it is being emptied.
    boolean releaseAsked;

    /// What becomes of it once it is emptied.
    Then then = Then.ENDS;

    /// What was said last when it was to be emptied and stays.
    NodeFact.@Nullable Retained retained;

    private SimNode(Node node, Offer offer, Instant boughtAt) {
        this.node = node;
        this.bornVersion = node.version();
        this.offer = offer;
        this.boughtAt = boughtAt;
        this.turnarounds = new Turnarounds(boughtAt);
        this.charges = new Charges(offer, boughtAt);
        this.paidAt = boughtAt;
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
        return new SimNode(node, offer, now);
    }

    boolean isReady() {
        return node.state() == NodeState.READY;
    }

    boolean isComing() {
        return node.state().isPlanned();
    }

    boolean isStopped() {
        return node.state() == NodeState.WARM;
    }

    boolean isStopping() {
        return node.state() == NodeState.DRAINING;
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
        charges.ready(now);
        idleSince = placed.isEmpty() ? now : null;
    }

    void ended(Instant now, Instant off) {
        isBusy(now);
        charges.ends(off);
        become(NodeState.TERMINATED, now);
    }

    /// Nothing runs on it any more; it is off, and costs its disk alone, from `off` on.
    void stopping(Instant now, Instant off, Offer disk) {
        isBusy(now);
        charges.rests(disk, off);
        become(NodeState.DRAINING, now);
    }

    void stopped(Instant now) {
        become(NodeState.WARM, now);
    }

    /// It boots again, and costs what it cost before.
    void woken(Instant now) {
        releaseAsked = false;
        charges.runs(offer, now);
        turnarounds.woken(now);
        become(NodeState.BOOTING, now);
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
        Offer terms = charges.terms();
        node =
                node.version(node.version() + 1)
                        .state(state, now, null)
                        .priced(terms.pricePerHour(), terms.worstPerHour());
    }

    /// As the planner of purchases sees it.
    NodeFact fact() {
        return new NodeFact(
                node,
                bornVersion,
                offer.machine(),
                usedMilli,
                idleSince,
                releaseAsked,
                isStopping() || (releaseAsked && then == Then.STOPS),
                null,
                retained);
    }

    /// What it was doing up to an instant, in GPU-hours.
    Hours hours(Instant until) {
        Instant idle = idleSince;
        Duration idling = idle == null ? idled : idled.plus(Duration.between(idle, until));
        return new Hours(
                charges.cost(until),
                gpuHours(charges.ran(until)),
                gpuHours(charges.booted(until)),
                gpuHours(idling),
                gpuHours(charges.stopped(until)),
                turnarounds.wakes(),
                turnarounds.oscillations(),
                turnarounds.rests());
    }

    private double gpuHours(Duration time) {
        return time.toMillis() / 3_600_000.0 * node.gpus();
    }
}
