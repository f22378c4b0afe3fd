package io.headroom.replay.fleet.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Empty.Then;
import io.headroom.replay.fleet.score.Hours;
import io.headroom.replay.fleet.work.Place;
import io.headroom.replay.fleet.work.Placed;
import io.headroom.replay.fleet.work.Progress;

/// A machine of the replay, from its purchase to its end.
public final class SimNode implements Place {

    /// What it was bought as, and when.
    final Offer offer;

    final Instant boughtAt;

    /// How soon it went again, each time that it was asked for.
    final Turnarounds turnarounds;

    final Charges charges;
    Instant paidAt;
    Instant paidUntil;
    private final List<Placed> placed = new ArrayList<>();
    private Node node;

    /// The version that it was bought with: who has seen that one knows of the node, whatever became of it since.
    private final long bornVersion;

    private io.headroom.engine.fleet.@Nullable Node asPlanned;
    private int usedMilli;
    private @Nullable Instant idleSince;
    private Duration idled = Duration.ZERO;
    private boolean everUsed;
    boolean takenBack;
    private final Leaving leaving = new Leaving();

    SimNode(Node node, Offer offer, Instant boughtAt) {
        this.node = node;
        this.bornVersion = node.version();
        this.offer = offer;
        this.boughtAt = boughtAt;
        this.turnarounds = new Turnarounds(boughtAt);
        this.charges = new Charges(offer, boughtAt);
        this.paidAt = boughtAt;
        this.paidUntil = boughtAt;
    }

    public NodeId id() {
        return node.id();
    }

    /// As it is known to all.
    public Node node() {
        return node;
    }

    public Instant boughtAt() {
        return boughtAt;
    }

    @Override
    public Instant askedAt() {
        return turnarounds.askedAt();
    }

    @Override
    public boolean isReady() {
        return node.state() == NodeState.READY;
    }

    public boolean isComing() {
        return node.state().isPlanned();
    }

    public boolean isStopped() {
        return node.state() == NodeState.WARM;
    }

    boolean isStopping() {
        return node.state() == NodeState.DRAINING;
    }

    public boolean isEmpty() {
        return placed.isEmpty();
    }

    public int freeMilli() {
        return node.gpus() * 1000 - usedMilli;
    }

    public List<Placed> placed() {
        return Collections.unmodifiableList(placed);
    }

    @Override
    public void put(Placed replica, Instant now) {
        placed.add(replica);
        usedMilli += replica.hold().shape().totalMilliGpu();
        asPlanned = null;
        isBusy(now);
    }

    @Override
    public void take(Progress progress, int replica, Instant now) {
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

    @Override
    public void used() {
        everUsed = true;
    }

    boolean isUsed() {
        return everUsed;
    }

    /// What is on it has lost its place.
    public void clear() {
        placed.clear();
        usedMilli = 0;
        asPlanned = null;
    }

    /// It is up.
    public void ready(Instant now) {
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
        leaving.over();
        charges.runs(offer, now);
        turnarounds.woken(now);
        become(NodeState.BOOTING, now);
    }

    public Leaving leaving() {
        return leaving;
    }

    private void isBusy(Instant now) {
        Instant since = idleSince;
        if (since != null) {
            idled = idled.plus(Duration.between(since, now));
            idleSince = null;
        }
    }

    /// As the planner sees it; made once for as long as it stays the same.
    public io.headroom.engine.fleet.Node asPlanned() {
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
    public NodeFact fact() {
        return new NodeFact(
                node,
                bornVersion,
                offer.machine(),
                usedMilli,
                idleSince,
                leaving.isAsked(),
                isStopping() || (leaving.isAsked() && leaving.then() == Then.STOPS),
                null,
                leaving.retained());
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
