package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
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
    private final Random random;
    private final Till till;
    private final Map<NodeId, SimNode> alive = new LinkedHashMap<>();
    private final List<SimNode> gone = new ArrayList<>();
    private final Map<String, Instant> shortUntil = new LinkedHashMap<>();
    private List<Refusal> refusals = new ArrayList<>();
    private List<CapacityShortfall> shortfalls = List.of();
    private long decisions;
    private long version;

    SimFleet(Scenario scenario, Strategy strategy, Agenda agenda) {
        this.scenario = scenario;
        this.strategy = strategy;
        this.agenda = agenda;
        this.random = new Random(scenario.seed());
        this.till = new Till(scenario.cap(), strategy.heedsBudget());
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

    void shortfalls(List<CapacityShortfall> newest) {
        shortfalls = newest;
    }

    void noShortfall() {
        shortfalls = List.of();
    }

    void scale(List<DemandForecast> forecasts, Instant now) {
        refusals = new ArrayList<>(refusals.stream().filter(r -> now.isBefore(r.until())).toList());
        List<NodeFact> facts =
                alive.values().stream()
                        .map(
                                n ->
                                        new NodeFact(
                                                n.node,
                                                n.offer.machine(),
                                                n.holds.stream()
                                                        .mapToInt(h -> h.shape().totalMilliGpu())
                                                        .sum(),
                                                n.idleSince,
                                                false))
                        .toList();
        ScalingPlan plan =
                ScalingPlanner.plan(
                        new ScalingFacts(
                                scenario.pools(),
                                facts,
                                shortfalls,
                                forecasts,
                                offers(now),
                                refusals),
                        strategy.scaling(),
                        new UUID(scenario.seed(), decisions++),
                        now);
        for (ScalingPlan.Step step : plan.steps()) {
            switch (step) {
                case ScalingPlan.Step.Buy buy -> buy(buy, now);
                case ScalingPlan.Step.Release release ->
                        find(release.node())
                                .filter(n -> n.holds.isEmpty())
                                .ifPresent(n -> end(n, now));
            }
        }
    }

    private List<Offer> offers(Instant now) {
        return scenario.offers().stream()
                .filter(o -> !now.isBefore(shortUntil.getOrDefault(kind(o), Instant.MIN)))
                .toList();
    }

    private static String kind(Offer offer) {
        return place(offer) + "/" + offer.capacityType();
    }

    private void buy(ScalingPlan.Step.Buy buy, Instant now) {
        List<SimNode> launched = new ArrayList<>();
        for (ScalingPlan.NewNode wanted : buy.nodes()) {
            SimNode node = node(wanted, buy, now);
            if (!hasCapacity(wanted.offer())) {
                shortUntil.put(kind(wanted.offer()), now.plus(strategy.shortageMemory()));
                agenda.add(now.plusSeconds(1), new Agenda.Entry.Buy());
                break;
            }
            if (!till.pay(node.node.id(), wanted.offer(), now, now.plus(Till.LEASE))) {
                refusals.add(refusal(buy, wanted.offer(), now));
                break;
            }
            alive.put(node.node.id(), node);
            launched.add(node);
        }
        if (launched.size() < buy.nodes().size()) {
            // The purchase is whole or not at all: nothing was launched yet, nothing is owed.
            for (SimNode node : launched) {
                alive.remove(node.node.id());
                till.settle(node.node.id(), Money.ZERO);
            }
            return;
        }
        for (SimNode node : launched) {
            agenda.add(now.plus(boot(node.offer)), new Agenda.Entry.Ready(node.node.id()));
            agenda.add(
                    now.plus(Till.LEASE.dividedBy(2)), new Agenda.Entry.LeaseHalf(node.node.id()));
        }
    }

    private Refusal refusal(ScalingPlan.Step.Buy buy, Offer offer, Instant now) {
        return new Refusal(
                offer.pool(),
                buy.tenant(),
                buy.environment(),
                offer.worstPerHour(),
                now.plus(Duration.ofMinutes(1)),
                "replay",
                offer.worstPerHour().minus(till.free()).max(Money.ZERO));
    }

    private SimNode node(ScalingPlan.NewNode wanted, ScalingPlan.Step.Buy buy, Instant now) {
        Offer offer = wanted.offer();
        String lane =
                scenario.pools().stream()
                        .filter(p -> p.name().equals(offer.pool()))
                        .map(p -> p.spec().lane())
                        .findFirst()
                        .orElse("default");
        Node node =
                new Node(
                        wanted.node(),
                        ++version,
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

    private boolean hasCapacity(Offer offer) {
        long there =
                alive.values().stream().filter(n -> place(n.offer).equals(place(offer))).count();
        return scenario.capacity().stream()
                .filter(c -> (c.zone() + "/" + c.instanceType()).equals(place(offer)))
                .allMatch(c -> there < c.nodes());
    }

    private static String place(Offer offer) {
        return offer.zone() + "/" + offer.template().instanceType();
    }

    /// Between 0.7 and 1.5 of what is expected, most often a little below it.
    private Duration boot(Offer offer) {
        double factor = 0.7 + 0.8 * random.nextDouble() * random.nextDouble();
        return Duration.ofMillis((long) (offer.boot().toMillis() * factor));
    }

    /// Renews at half of a lease. What cannot be paid any more ends before its money does, at once if nothing runs on it.
    void renew(NodeId id, Instant now) {
        SimNode node = alive.get(id);
        if (node == null) {
            return;
        }
        if (till.pay(id, node.offer, node.boughtAt, now.plus(Till.LEASE))) {
            node.paidUntil = now.plus(Till.LEASE);
            agenda.add(now.plus(Till.LEASE.dividedBy(2)), new Agenda.Entry.LeaseHalf(id));
        } else if (node.holds.isEmpty()) {
            end(node, now);
        } else {
            agenda.add(node.paidUntil, new Agenda.Entry.LeaseOver(id));
        }
    }

    /// The money is used up: the machine ends, whatever runs on it.
    Optional<SimNode> leaseOver(NodeId id, Instant now) {
        Optional<SimNode> node = find(id);
        node.ifPresent(n -> end(n, now));
        return node;
    }

    private void end(SimNode node, Instant now) {
        Instant off = now.plus(node.offer.timeToTerminate());
        node.endedAt = off;
        node.become(NodeState.TERMINATED, now);
        alive.remove(node.node.id());
        gone.add(node);
        till.settle(node.node.id(), node.offer.pricePerHour().perHourFor(node.charged(off)));
    }

    void endAll(Instant now) {
        for (SimNode node : List.copyOf(alive.values())) {
            end(node, now);
        }
    }
}
