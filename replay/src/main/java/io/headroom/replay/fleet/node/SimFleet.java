package io.headroom.replay.fleet.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.node.NodeId;
import io.headroom.engine.scaling.fact.Funds;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.Refusal;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.score.FleetTimeline;
import io.headroom.replay.fleet.score.Hours;
import io.headroom.replay.fleet.score.Machines;
import io.headroom.replay.fleet.work.Agenda;

/// The machines of a replay: what is bought, stopped, woken and given back, and what becomes of it.
public final class SimFleet {

    private final Scenario scenario;
    private final Agenda agenda;
    private final Till till;
    private final Map<NodeId, SimNode> alive = new LinkedHashMap<>();
    private final List<SimNode> gone = new ArrayList<>();
    private final Vendor vendor;
    private final Leases leases;
    private final Rests rests;
    private final Launches launches;

    public SimFleet(Scenario scenario, Strategy strategy, Agenda agenda) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.vendor = new Vendor(scenario, strategy.shortageMemory());
        this.till = new Till(scenario.cap(), strategy.heedsBudget(), strategy.lease());
        this.leases = new Leases(till, agenda);
        this.rests = new Rests(scenario, strategy, agenda, leases);
        this.launches = new Launches(scenario, agenda, vendor, till, leases, alive);
    }

    /// Those that are there: on, on their way or stopped.
    public Collection<SimNode> nodes() {
        return Collections.unmodifiableCollection(alive.values());
    }

    public Optional<SimNode> find(NodeId id) {
        return Optional.ofNullable(alive.get(id));
    }

    /// Of the node that was bought last.
    public long youngestVersion() {
        return launches.youngestVersion();
    }

    /// When one was bought or woken last.
    public Instant lastAskedFor() {
        return launches.last();
    }

    /// Pools as the policy knows them.
    public List<PoolFact> pools() {
        return rests.pools();
    }

    /// What can be had now, as far as the policy knows.
    public List<Offer> offers(Instant now) {
        return vendor.offers(rests.offers(alive.values()), now);
    }

    /// What budgets refused and is not tried again yet.
    public List<Refusal> refusals(Instant now) {
        return launches.refusals(now);
    }

    /// What is left of the budget, as far as the policy heeds it.
    public List<Funds> funds() {
        return till.funds(scenario.end());
    }

    /// What all nodes there ever were have cost and done up to an instant.
    public Hours hours(Instant until) {
        List<Hours> all = new ArrayList<>();
        gone.forEach(node -> all.add(node.hours(until)));
        alive.values().forEach(node -> all.add(node.hours(until)));
        return Hours.sum(all);
    }

    /// What came of all of it.
    public Machines machines() {
        List<SimNode> counted =
                gone.stream().filter(n -> !n.boughtAt.isBefore(scenario.scoredFrom())).toList();
        return new Machines(
                hours(scenario.end()),
                counted.size(),
                (int) counted.stream().filter(n -> !n.isUsed()).count(),
                (int) counted.stream().filter(n -> n.takenBack).count(),
                alive.size(),
                till.summary(),
                till.certainty());
    }

    /// GPUs of the nodes that are there.
    public FleetTimeline.Gpus gpus() {
        int up = 0;
        int coming = 0;
        int stopped = 0;
        for (SimNode node : alive.values()) {
            up += node.isReady() ? node.node().gpus() : 0;
            coming += node.isComing() ? node.node().gpus() : 0;
            stopped += node.isStopped() ? node.node().gpus() : 0;
        }
        return new FleetTimeline.Gpus(up, coming, stopped);
    }

    /// Bought before the replay began, and up.
    public void stands(ScalingPlan.Step.Buy buy, Instant now) {
        for (SimNode node : launches.launch(buy, now)) {
            node.ready(now);
        }
    }

    public void buy(ScalingPlan.Step.Buy buy, Instant now) {
        launches.buy(buy, now);
    }

    /// Nothing needs it: it goes.
    public void giveBack(SimNode node, Instant now) {
        node.turnarounds.ended(end(node, now));
    }

    /// Nothing needs it now: it is stopped.
    public void stop(SimNode node, Instant now) {
        node.turnarounds.rested(rests.stop(node, now));
    }

    /// Its work has moved.
    public void emptied(SimNode node, Instant now) {
        switch (node.leaving().then()) {
            case ENDS -> giveBack(node, now);
            case STOPS -> stop(node, now);
        }
    }

    /// Its provider shows it off.
    public void stopped(NodeId id, Instant now) {
        find(id).filter(SimNode::isStopping)
                .filter(node -> !rests.isStopped(node, now))
                .ifPresent(node -> end(node, now));
    }

    /// A stopped node boots again, if it can be had and paid.
    public void wake(ScalingPlan.Step.Wake wake, Instant now) {
        SimNode node = alive.get(wake.node().node());
        Offer offer = wake.node().offer();
        if (node == null || !node.isStopped()) {
            return;
        }
        if (!vendor.sells(offer, alive.values(), now)) {
            agenda.add(now.plusSeconds(1), new Agenda.Entry.Buy());
        } else if (rests.wake(node, now)) {
            launches.woken(now);
        } else {
            launches.refused(till.refusal(offer, wake.tenant(), wake.environment(), now));
            if (!rests.goesOn(node, now)) {
                end(node, now);
            }
        }
    }

    /// What cannot be paid any more ends before its money does, at once if nothing runs on it.
    public void renew(NodeId id, Instant now) {
        SimNode node = alive.get(id);
        if (node == null || !leases.isDue(node, now) || leases.pay(node, now)) {
            return;
        }
        if (node.isEmpty()) {
            end(node, now);
        } else {
            agenda.add(node.paidUntil, new Agenda.Entry.LeaseOver(id));
        }
    }

    /// The money is used up: the machine ends, whatever runs on it.
    public Optional<SimNode> leaseOver(NodeId id, Instant now) {
        Optional<SimNode> node = find(id).filter(n -> !now.isBefore(n.paidUntil));
        node.ifPresent(n -> end(n, now));
        return node;
    }

    /// The provider takes it back: what is on it is lost.
    public Optional<SimNode> reclaim(NodeId id, Instant now) {
        Optional<SimNode> node = find(id);
        node.ifPresent(
                n -> {
                    n.takenBack = true;
                    end(n, now);
                });
        return node;
    }

    /// Answers when it is off.
    private Instant end(SimNode node, Instant now) {
        Instant off = now.plus(node.charges.terms().timeToTerminate());
        alive.remove(node.id());
        gone.add(node);
        node.ended(now, off);
        leases.settle(node, off);
        return off;
    }

    /// The replay is over.
    public void endAll(Instant now) {
        for (SimNode node : List.copyOf(alive.values())) {
            end(node, now);
        }
    }
}
