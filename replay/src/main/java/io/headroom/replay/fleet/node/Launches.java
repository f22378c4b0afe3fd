package io.headroom.replay.fleet.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.Refusal;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.work.Agenda;

/// Purchases of a replay: as its providers sell and its budget pays, each whole or not at all.
final class Launches {

    private final Scenario scenario;
    private final Agenda agenda;
    private final Vendor vendor;
    private final Till till;
    private final Leases leases;
    private final Map<NodeId, SimNode> alive;
    private List<Refusal> refusals = new ArrayList<>();
    private Instant last = Instant.MIN;
    private long launches;
    private long version;

    Launches(
            Scenario scenario,
            Agenda agenda,
            Vendor vendor,
            Till till,
            Leases leases,
            Map<NodeId, SimNode> alive) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.vendor = vendor;
        this.till = till;
        this.leases = leases;
        this.alive = alive;
    }

    long youngestVersion() {
        return version;
    }

    /// When the last was bought or woken.
    Instant last() {
        return last;
    }

    void woken(Instant now) {
        last = now;
    }

    /// What budgets refused and is not tried again yet.
    List<Refusal> refusals(Instant now) {
        refusals = new ArrayList<>(refusals.stream().filter(r -> now.isBefore(r.until())).toList());
        return refusals;
    }

    void refused(Refusal refusal) {
        refusals.add(refusal);
    }

    void buy(ScalingPlan.Step.Buy buy, Instant now) {
        for (SimNode node : launch(buy, now)) {
            Duration boot = scenario.provider().boot(node.offer, scenario.seed(), launches);
            agenda.add(now.plus(boot), new Agenda.Entry.Ready(node.id()));
        }
    }

    List<SimNode> launch(ScalingPlan.Step.Buy buy, Instant now) {
        List<SimNode> launched = new ArrayList<>();
        for (ScalingPlan.NewNode wanted : buy.nodes()) {
            String lane = scenario.lane(wanted.offer().pool());
            SimNode node = booting(wanted, buy, lane, ++version, now);
            if (!vendor.sells(wanted.offer(), alive.values(), now)) {
                agenda.add(now.plusSeconds(1), new Agenda.Entry.Buy());
                break;
            }
            if (!till.pay(node.id(), wanted.offer(), now, now)) {
                refused(till.refusal(wanted.offer(), buy.tenant(), buy.environment(), now));
                break;
            }
            alive.put(node.id(), node);
            launched.add(node);
        }
        if (launched.size() < buy.nodes().size()) {
            for (SimNode node : launched) {
                alive.remove(node.id());
                till.cancel(node.id());
            }
            return List.of();
        }
        last = now;
        for (SimNode node : launched) {
            launches++;
            NodeId id = node.id();
            leases.paid(node, now);
            if (node.offer.interruptionPerHour() > 0) {
                Duration until =
                        scenario.provider().reclaimedAfter(node.offer, scenario.seed(), launches);
                agenda.add(now.plus(until), new Agenda.Entry.Reclaimed(id));
            }
        }
        return launched;
    }

    private static SimNode booting(
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
}
