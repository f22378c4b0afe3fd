package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.scaling.Funds;
import io.headroom.engine.scaling.NodeFact;
import io.headroom.engine.scaling.Offer;
import io.headroom.engine.scaling.Refusal;
import io.headroom.engine.scaling.ScalingFacts;
import io.headroom.engine.scaling.ScalingPlan;
import io.headroom.engine.scaling.ScalingPlanner;

/// The machines of a replay and the providers that sell them.
final class SimFleet {

    private final Scenario scenario;
    private final Strategy strategy;
    private final Agenda agenda;
    private final Till till;
    private final Map<NodeId, SimNode> alive = new LinkedHashMap<>();
    private final List<SimNode> gone = new ArrayList<>();
    private final Vendor vendor;
    private List<Refusal> refusals = new ArrayList<>();
    private Instant lastBought = Instant.MIN;
    private long decisions;
    private long launches;
    private long version;
    private int boundsThatBound;

    SimFleet(Scenario scenario, Strategy strategy, Agenda agenda) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.agenda = agenda;
        this.vendor = new Vendor(scenario, strategy.shortageMemory());
        this.till = new Till(scenario.cap(), strategy.heedsBudget(), strategy.lease());
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
        return version;
    }

    int boundsThatBound() {
        return boundsThatBound;
    }

    /// Nodes for these jobs, up from the start: what was there before the replay began.
    void standsReady(List<Job> jobs, Instant now) {
        if (jobs.isEmpty()) {
            return;
        }
        ScalingPlan plan =
                ScalingPlanner.plan(
                        facts(Asked.by(Wanted.shortfall(jobs, now)), scenario.offers()),
                        Strategy.fixed().scaling(),
                        new UUID(scenario.seed(), decisions++),
                        now);
        for (ScalingPlan.Step step : plan.steps()) {
            if (step instanceof ScalingPlan.Step.Buy buy) {
                for (SimNode node : launch(buy, now)) {
                    node.ready(now);
                }
            }
        }
    }

    void scale(Asked asked, Instant now) {
        refusals = new ArrayList<>(refusals.stream().filter(r -> now.isBefore(r.until())).toList());
        ScalingPlan plan =
                ScalingPlanner.plan(
                        facts(asked, vendor.offers(now)),
                        strategy.scaling(),
                        new UUID(scenario.seed(), decisions++),
                        now);
        boundsThatBound += plan.bounds().size();
        for (ScalingPlan.Step step : plan.steps()) {
            switch (step) {
                case ScalingPlan.Step.Buy buy -> buy(buy, now);
                case ScalingPlan.Step.Release release ->
                        find(release.node())
                                .filter(SimNode::isEmpty)
                                .filter(_ -> !now.isBefore(lastBought.plus(strategy.rests())))
                                .ifPresent(n -> giveBack(n, now));
                // The pools of a scenario keep no stopped nodes.
                case ScalingPlan.Step.Stop _, ScalingPlan.Step.Wake _, ScalingPlan.Step.End _ -> {}
            }
        }
    }

    private void giveBack(SimNode node, Instant now) {
        node.givenBack = true;
        end(node, now);
    }

    private ScalingFacts facts(Asked asked, List<Offer> offers) {
        List<NodeFact> nodes = new ArrayList<>(alive.size());
        for (SimNode n : alive.values()) {
            nodes.add(
                    new NodeFact(
                            n.node,
                            n.bornVersion,
                            n.offer.machine(),
                            n.usedMilli(),
                            n.idleSince,
                            false));
        }
        List<Funds> funds =
                strategy.heedsBudget()
                        ? List.of(
                                new Funds(
                                        BudgetScope.everything(),
                                        till.free(),
                                        scenario.end(),
                                        null))
                        : List.of();
        return new ScalingFacts(
                scenario.pools(),
                nodes,
                asked.shortfalls(),
                asked.forecasts(),
                offers,
                refusals,
                asked.turnovers(),
                funds);
    }

    private void buy(ScalingPlan.Step.Buy buy, Instant now) {
        for (SimNode node : launch(buy, now)) {
            Duration boot = scenario.provider().boot(node.offer, scenario.seed(), launches);
            agenda.add(now.plus(boot), new Agenda.Entry.Ready(node.node.id()));
        }
    }

    /// The purchase is whole or not at all.
    private List<SimNode> launch(ScalingPlan.Step.Buy buy, Instant now) {
        List<SimNode> launched = new ArrayList<>();
        for (ScalingPlan.NewNode wanted : buy.nodes()) {
            SimNode node = SimNode.bought(wanted, buy, lane(wanted.offer()), ++version, now);
            if (!vendor.sells(wanted.offer(), alive.values(), now)) {
                agenda.add(now.plusSeconds(1), new Agenda.Entry.Buy());
                break;
            }
            if (!till.pay(node.node.id(), wanted.offer(), now, now)) {
                refusals.add(till.refusal(buy, wanted.offer(), now));
                break;
            }
            alive.put(node.node.id(), node);
            launched.add(node);
        }
        if (launched.size() < buy.nodes().size()) {
            for (SimNode node : launched) {
                alive.remove(node.node.id());
                till.cancel(node.node.id());
            }
            return List.of();
        }
        lastBought = now;
        for (SimNode node : launched) {
            launches++;
            NodeId id = node.node.id();
            paid(node, now);
            if (node.offer.interruptionPerHour() > 0) {
                Duration until =
                        scenario.provider().reclaimedAfter(node.offer, scenario.seed(), launches);
                agenda.add(now.plus(until), new Agenda.Entry.Reclaimed(id));
            }
        }
        return launched;
    }

    private String lane(Offer offer) {
        return scenario.pools().stream()
                .filter(p -> p.name().equals(offer.pool()))
                .map(p -> p.spec().lane())
                .findFirst()
                .orElse("default");
    }

    /// Renews at half of a lease. What cannot be paid any more ends before its money does, at once if nothing runs on it.
    void renew(NodeId id, Instant now) {
        SimNode node = alive.get(id);
        if (node == null) {
            return;
        }
        if (till.pay(id, node.offer, node.boughtAt, now)) {
            paid(node, now);
        } else if (node.isEmpty()) {
            end(node, now);
        } else {
            agenda.add(node.paidUntil, new Agenda.Entry.LeaseOver(id));
        }
    }

    private void paid(SimNode node, Instant now) {
        node.paidUntil = now.plus(till.lease());
        agenda.add(now.plus(till.lease().dividedBy(2)), new Agenda.Entry.LeaseHalf(node.node.id()));
    }

    /// The money is used up: the machine ends, whatever runs on it.
    Optional<SimNode> leaseOver(NodeId id, Instant now) {
        Optional<SimNode> node = find(id);
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

    private void end(SimNode node, Instant now) {
        Instant off = now.plus(node.offer.timeToTerminate());
        node.ended(now, off);
        alive.remove(node.node.id());
        gone.add(node);
        till.settle(node.node.id(), node.offer.pricePerHour().perHourFor(node.charged(off)), off);
    }

    void endAll(Instant now) {
        for (SimNode node : List.copyOf(alive.values())) {
            end(node, now);
        }
    }
}
