package io.headroom.replay.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.headroom.contracts.node.NodeId;
import io.headroom.engine.scaling.ScalingPlanner;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;

/// The machines of a replay and the providers that sell them.
final class SimFleet {

    private final Scenario scenario;
    private final Strategy strategy;
    private final Agenda agenda;
    private final Till till;
    private final Map<NodeId, SimNode> alive = new LinkedHashMap<>();
    private final List<SimNode> gone = new ArrayList<>();
    private final Vendor vendor;
    private final Leases leases;
    private final Rests rests;
    private final Launches launches;
    private final Emptyings emptyings;
    private long decisions;
    private int boundsThatBound;

    SimFleet(Scenario scenario, Strategy strategy, Agenda agenda, Emptyings emptyings) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.agenda = agenda;
        this.vendor = new Vendor(scenario, strategy.shortageMemory());
        this.till = new Till(scenario.cap(), strategy.heedsBudget(), strategy.lease());
        this.leases = new Leases(till, agenda);
        this.rests = new Rests(scenario, strategy, agenda, leases);
        this.launches = new Launches(scenario, agenda, vendor, till, leases, alive);
        this.emptyings = emptyings;
    }

    Collection<SimNode> nodes() {
        return alive.values();
    }

    List<SimNode> gone() {
        return gone;
    }

    Till till() {
        return till;
    }

    Optional<SimNode> find(NodeId id) {
        return Optional.ofNullable(alive.get(id));
    }

    long youngestVersion() {
        return launches.youngestVersion();
    }

    int boundsThatBound() {
        return boundsThatBound;
    }

    /// What all nodes there ever were have cost and done up to an instant.
    Hours hours(Instant until) {
        List<Hours> all = new ArrayList<>();
        gone.forEach(node -> all.add(node.hours(until)));
        alive.values().forEach(node -> all.add(node.hours(until)));
        return Hours.sum(all);
    }

    /// Nodes for these jobs, up from the start: what was there before the replay began.
    void standsReady(List<Job> jobs, Instant now) {
        if (jobs.isEmpty()) {
            return;
        }
        ScalingPlan plan =
                ScalingPlanner.plan(
                        facts(Asked.by(Wanted.shortfall(jobs, now)), scenario.offers(), now),
                        Strategy.fixed().scaling(),
                        new UUID(scenario.seed(), decisions++),
                        now);
        for (ScalingPlan.Step step : plan.steps()) {
            if (step instanceof ScalingPlan.Step.Buy buy) {
                for (SimNode node : launches.launch(buy, now)) {
                    node.ready(now);
                }
            }
        }
    }

    void scale(Asked asked, Instant now) {
        ScalingPlan plan =
                ScalingPlanner.plan(
                        facts(asked, vendor.offers(rests.offers(alive.values()), now), now),
                        strategy.scaling(),
                        new UUID(scenario.seed(), decisions++),
                        now);
        boundsThatBound += plan.bounds().size();
        for (ScalingPlan.Step step : plan.steps()) {
            switch (step) {
                case ScalingPlan.Step.Buy buy -> launches.buy(buy, now);
                case ScalingPlan.Step.Release release ->
                        mayGo(release.node(), now)
                                .ifPresent(node -> node.turnarounds.ended(end(node, now)));
                case ScalingPlan.Step.Stop stop ->
                        mayGo(stop.node(), now)
                                .ifPresent(node -> node.turnarounds.rested(rests.stop(node, now)));
                case ScalingPlan.Step.Empty empty ->
                        find(empty.node()).ifPresent(node -> emptyings.ask(empty, node));
                case ScalingPlan.Step.Wake wake -> wake(wake, now);
                case ScalingPlan.Step.End end ->
                        find(end.node())
                                .filter(SimNode::isStopped)
                                .ifPresent(node -> node.turnarounds.ended(end(node, now)));
            }
        }
    }

    private Optional<SimNode> mayGo(NodeId id, Instant now) {
        return find(id).filter(SimNode::isEmpty)
                .filter(node -> !emptyings.keepsPlacesOn(node))
                .filter(_ -> !now.isBefore(launches.last().plus(strategy.rests())));
    }

    /// Its work has moved.
    void emptied(SimNode node, Instant now) {
        switch (node.then) {
            case ENDS -> node.turnarounds.ended(end(node, now));
            case STOPS -> node.turnarounds.rested(rests.stop(node, now));
        }
    }

    /// Its provider shows it off.
    void stopped(NodeId id, Instant now) {
        find(id).filter(SimNode::isStopping)
                .filter(node -> !rests.isStopped(node, now))
                .ifPresent(node -> end(node, now));
    }

    private void wake(ScalingPlan.Step.Wake wake, Instant now) {
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

    private ScalingFacts facts(Asked asked, List<Offer> offers, Instant now) {
        return asked.facts(
                rests.pools(),
                alive.values(),
                offers,
                launches.refusals(now),
                till.funds(scenario.end()));
    }

    /// What cannot be paid any more ends before its money does, at once if nothing runs on it.
    void renew(NodeId id, Instant now) {
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
    Optional<SimNode> leaseOver(NodeId id, Instant now) {
        Optional<SimNode> node = find(id).filter(n -> !now.isBefore(n.paidUntil));
        node.ifPresent(n -> end(n, now));
        return node;
    }

    /// The provider takes it back: what is on it is lost.
    Optional<SimNode> reclaim(NodeId id, Instant now) {
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
        alive.remove(node.node.id());
        gone.add(node);
        node.ended(now, off);
        leases.settle(node, off);
        return off;
    }

    void endAll(Instant now) {
        for (SimNode node : List.copyOf(alive.values())) {
            end(node, now);
        }
    }
}
