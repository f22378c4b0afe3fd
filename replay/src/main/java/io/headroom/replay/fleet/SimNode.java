package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
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

    /// What it was bought as.
    final Offer offer;

    final Instant boughtAt;
    final NodeReason why;

    /// When it was asked for last: bought, or woken.
    Instant orderedAt;

    /// What it is charged by now, and since when: its own price while it is on, its disk's while it is stopped.
    private Offer terms;

    private boolean resting;
    private Instant since;
    private Money costBefore = Money.ZERO;
    private Money settled = Money.ZERO;
    private Duration ranBefore = Duration.ZERO;
    private Duration bootedBefore = Duration.ZERO;
    private Duration stoppedBefore = Duration.ZERO;
    Instant paidAt;
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

    /// How often it was given back or stopped within an hour of being asked for.
    int oscillations;

    int wakes;

    SimNode(Node node, Offer offer, NodeReason why, Instant boughtAt) {
        this.node = node;
        this.bornVersion = node.version();
        this.offer = offer;
        this.why = why;
        this.boughtAt = boughtAt;
        this.orderedAt = boughtAt;
        this.terms = offer;
        this.since = boughtAt;
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
        return new SimNode(node, offer, wanted.why(), now);
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

    /// On its way to be stopped.
    boolean isStopping() {
        return node.state() == NodeState.DRAINING;
    }

    Offer terms() {
        return terms;
    }

    Instant since() {
        return since;
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
        close(off);
        endedAt = off;
        become(NodeState.TERMINATED, now);
    }

    /// Nothing runs on it any more; it is off, and costs its disk alone, from `off` on.
    void stopping(Instant now, Instant off, Offer disk) {
        isBusy(now);
        close(off);
        terms = disk;
        resting = true;
        since = off;
        readyAt = null;
        become(NodeState.DRAINING, now);
    }

    void stopped(Instant now) {
        become(NodeState.WARM, now);
    }

    /// It was to be woken, and nobody would pay for it.
    void restsOn(Instant now) {
        close(now);
    }

    /// What it has cost up to an instant since this was last asked.
    Money unsettled(Instant until) {
        Money cost = cost(until);
        Money more = cost.minus(settled);
        settled = cost;
        return more;
    }

    /// Nothing needs it. Whether it was asked for within the hour is told when it is off.
    void isGivenBack(Instant now) {
        Instant off = now.plus(terms.timeToTerminate());
        if (Duration.between(orderedAt, off).compareTo(Duration.ofHours(1)) <= 0) {
            oscillations++;
        }
    }

    /// It boots again, and costs what it cost before.
    void woken(Instant now) {
        close(now);
        terms = offer;
        resting = false;
        orderedAt = now;
        wakes++;
        become(NodeState.BOOTING, now);
    }

    /// What it was charged so far is settled.
    private void close(Instant until) {
        costBefore = cost(until);
        ranBefore = ran(until);
        bootedBefore = booted(until);
        stoppedBefore = stoppedFor(until);
        since = until;
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
                        terms.pricePerHour(),
                        terms.worstPerHour(),
                        boughtAt,
                        null,
                        node.labels());
    }

    /// What it cost up to an instant, minimum billing counted.
    Money cost(Instant until) {
        return isOver()
                ? costBefore
                : costBefore.plus(terms.pricePerHour().perHourFor(charged(until)));
    }

    private boolean isOver() {
        return endedAt != null;
    }

    private Duration charged(Instant until) {
        Duration ran = Duration.between(since, until);
        return ran.compareTo(terms.minimumBilling()) < 0 ? terms.minimumBilling() : ran;
    }

    Instant end() {
        Instant end = endedAt;
        return end == null ? boughtAt : end;
    }

    private Duration ran(Instant until) {
        return isOver() || resting ? ranBefore : ranBefore.plus(charged(until));
    }

    private Duration booted(Instant until) {
        if (isOver() || resting) {
            return bootedBefore;
        }
        Instant ready = readyAt;
        return bootedBefore.plus(Duration.between(since, ready == null ? until : ready));
    }

    private Duration stoppedFor(Instant until) {
        return isOver() || !resting || until.isBefore(since)
                ? stoppedBefore
                : stoppedBefore.plus(Duration.between(since, until));
    }

    /// What it was doing up to an instant, in GPU-hours.
    Hours hours(Instant until) {
        Instant idle = idleSince;
        Duration idling = idle == null ? idled : idled.plus(Duration.between(idle, until));
        return new Hours(
                cost(until),
                gpuHours(ran(until)),
                gpuHours(booted(until)),
                gpuHours(idling),
                gpuHours(stoppedFor(until)));
    }

    private double gpuHours(Duration time) {
        return time.toMillis() / 3_600_000.0 * node.gpus();
    }
}
