package io.headroom.replay.fleet.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.work.Agenda;

/// Nodes that are off and may be woken: what they are offered as, what they cost, and how long they take.
final class Rests {

    private final Scenario scenario;
    private final Agenda agenda;
    private final Leases leases;
    private final List<PoolFact> pools;
    private long wakes;

    Rests(Scenario scenario, Strategy strategy, Agenda agenda, Leases leases) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.leases = leases;
        this.pools =
                strategy.keepsStopped()
                        ? scenario.pools()
                        : scenario.pools().stream().map(Rests::withoutWarm).toList();
    }

    /// Pools as the policy knows them.
    List<PoolFact> pools() {
        return pools;
    }

    private static PoolFact withoutWarm(PoolFact pool) {
        PoolSpec spec = pool.spec();
        return new PoolFact(
                pool.name(),
                new PoolSpec(
                        spec.provider(),
                        spec.region(),
                        spec.zones(),
                        spec.instanceTypes(),
                        spec.capacityTypes(),
                        spec.lane(),
                        spec.min(),
                        spec.max(),
                        null,
                        spec.mode(),
                        spec.labels(),
                        spec.machines()));
    }

    /// Stopped nodes as what they are: offers of their type that are there sooner.
    List<Offer> offers(Collection<SimNode> nodes) {
        List<Offer> offers = new ArrayList<>();
        for (SimNode node : nodes) {
            if (node.isStopped()) {
                offers.add(offer(node));
            }
        }
        return offers;
    }

    private Offer offer(SimNode node) {
        Offer offer = node.offer;
        return new Offer(
                        offer.pool(),
                        offer.provider(),
                        offer.region(),
                        offer.zone(),
                        offer.machine(),
                        offer.template(),
                        offer.capacityType(),
                        offer.pricePerHour(),
                        offer.worstPerHour(),
                        offer.minimumBilling(),
                        offer.timeToTerminate(),
                        scenario.provider().expectedWake(offer),
                        offer.likelihood(),
                        offer.interruptionPerHour())
                .waking(node.id());
    }

    /// Answers when it is off.
    Instant stop(SimNode node, Instant now) {
        Instant off = now.plus(node.offer.timeToTerminate());
        node.stopping(now, off, disk(node.offer));
        leases.settle(node, off);
        agenda.add(off, new Agenda.Entry.Stopped(node.id()));
        return off;
    }

    /// It is off; false where there is no money for its disk.
    boolean isStopped(SimNode node, Instant now) {
        node.stopped(now);
        return leases.pay(node, now);
    }

    /// It was to be woken and stays stopped; false where there is no money for its disk.
    boolean goesOn(SimNode node, Instant now) {
        return leases.pay(node, now);
    }

    /// A disk has no minimum to be billed for, and ends at once.
    private Offer disk(Offer offer) {
        Money perHour = scenario.diskPerHour(offer.pool());
        return new Offer(
                offer.pool(),
                offer.provider(),
                offer.region(),
                offer.zone(),
                offer.machine(),
                offer.template(),
                offer.capacityType(),
                perHour,
                perHour,
                Duration.ZERO,
                Duration.ZERO,
                offer.boot(),
                offer.likelihood(),
                offer.interruptionPerHour());
    }

    /// A purchase like any other; false where nobody pays for it, and then it is still stopped.
    boolean wake(SimNode node, Instant now) {
        leases.settle(node, now);
        node.charges.goesOn(now);
        if (!leases.pays(node, node.offer, now)) {
            return false;
        }
        node.woken(now);
        leases.paid(node, now);
        Duration boot = scenario.provider().wake(node.offer, scenario.seed(), ++wakes);
        agenda.add(now.plus(boot), new Agenda.Entry.Ready(node.id()));
        return true;
    }
}
