package io.headroom.engine.scaling.buy;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.PoolMode;
import io.headroom.engine.price.Covers;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.Refusal;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;
import io.headroom.engine.scaling.worth.KeepWarm;

/// The offers that may still be taken while a plan is made: a pool's maximum and a machine of our
/// own are used up as the plan takes them.
public final class Market {

    private final List<Offer> offers;
    private final Map<String, PoolFact> pools;
    private final Map<String, Integer> roomInPool = new LinkedHashMap<>();
    private final Set<String> takenMachines = new HashSet<>();
    private final Set<NodeId> woken = new HashSet<>();
    private final Map<NodeId, NodeFact> warm;
    private final List<Refusal> refusals;
    private final Instant now;
    private Covers covers;
    private Money takenPerHour = Money.ZERO;

    public Market(ScalingFacts facts, Instant now) {
        this.offers = facts.offers();
        this.pools = new LinkedHashMap<>();
        this.warm = new LinkedHashMap<>();
        this.covers = facts.covers();
        this.refusals = facts.refusals();
        this.now = now;
        for (PoolFact pool : facts.pools()) {
            pools.put(pool.name(), pool);
            roomInPool.put(pool.name(), pool.spec().max());
        }
        for (NodeFact fact : facts.nodes()) {
            if (fact.node().state() == NodeState.WARM) {
                // It runs nowhere: it takes its place in the pool when it is woken.
                warm.put(fact.node().id(), fact);
            } else if (!fact.node().state().isFinal()) {
                roomInPool.merge(fact.node().pool(), -1, Integer::sum);
                if (!fact.machine().isEmpty()) {
                    takenMachines.add(fact.node().pool() + "/" + fact.machine());
                }
            }
        }
    }

    private Market(Market from) {
        this.offers = from.offers;
        this.pools = from.pools;
        this.warm = from.warm;
        this.covers = from.covers;
        this.takenPerHour = from.takenPerHour;
        this.refusals = from.refusals;
        this.now = from.now;
        this.roomInPool.putAll(from.roomInPool);
        this.takenMachines.addAll(from.takenMachines);
        this.woken.addAll(from.woken);
    }

    /// For trying something that may not come to pass.
    Market copy() {
        return new Market(this);
    }

    /// Offers of a lane's acting pools that a buyer may take now, in the order given.
    public List<Offer> open(String lane, String tenant, String environment) {
        return offers.stream()
                .filter(o -> inLane(o, lane) && hasRoom(o) && isFor(o, tenant, environment))
                .filter(o -> refusal(o, tenant, environment) == null)
                .map(o -> o.within(covers))
                .toList();
    }

    /// What a lane's acting pools offer, whoever asks.
    public List<Offer> inLane(String lane) {
        return offers.stream().filter(o -> inLane(o, lane)).toList();
    }

    /// Offers of one pool that may be bought ahead.
    public List<Offer> ofPool(String pool, ScalingPolicy policy) {
        return offers.stream()
                .filter(o -> o.pool().equals(pool) && hasRoom(o))
                .filter(o -> isFor(o, policy.forecastTenant(), policy.forecastEnvironment()))
                .filter(
                        o ->
                                refusal(o, policy.forecastTenant(), policy.forecastEnvironment())
                                        == null)
                .map(o -> o.within(covers))
                .toList();
    }

    public void take(Offer offer) {
        if (offer.within(covers).marginalPerHour().compareTo(offer.pricePerHour()) < 0) {
            covers = covers.without(offer.kind());
        }
        takenPerHour = takenPerHour.plus(offer.worstPerHour());
        roomInPool.merge(offer.pool(), -1, Integer::sum);
        if (!offer.machine().isEmpty()) {
            takenMachines.add(offer.pool() + "/" + offer.machine());
        }
        if (offer.wakes() != null) {
            woken.add(offer.wakes());
        }
    }

    /// What all that was taken costs in an hour at worst.
    Money takenPerHour() {
        return takenPerHour;
    }

    /// Why no offer can be taken for a shape.
    ScalingPlan.Why whyNot(String lane, String tenant, String environment, Shape shape) {
        List<Offer> able =
                offers.stream().filter(o -> inLane(o, lane) && o.template().holds(shape)).toList();
        if (able.isEmpty()) {
            return new ScalingPlan.Why.NoOfferHolds();
        }
        for (Offer offer : able) {
            Refusal refusal = refusal(offer, tenant, environment);
            if (refusal != null) {
                return new ScalingPlan.Why.Refused(refusal);
            }
        }
        return new ScalingPlan.Why.PoolsAtMax(
                able.stream().map(Offer::pool).distinct().sorted().toList());
    }

    private boolean inLane(Offer offer, String lane) {
        PoolFact pool = pools.get(offer.pool());
        return pool != null
                && pool.spec().mode() == PoolMode.ACT
                && pool.spec().lane().equals(lane);
    }

    private boolean hasRoom(Offer offer) {
        return roomInPool.getOrDefault(offer.pool(), 0) > 0
                && (offer.machine().isEmpty()
                        || !takenMachines.contains(offer.pool() + "/" + offer.machine()));
    }

    /// A stopped node is woken for those alone that it was bought for: they paid for its disk, and theirs is what lies on it.
    private boolean isFor(Offer offer, String tenant, String environment) {
        if (offer.wakes() == null) {
            return true;
        }
        NodeFact fact = warm.get(offer.wakes());
        return fact != null
                && !woken.contains(offer.wakes())
                && fact.node().tenant().equals(tenant)
                && fact.node().environment().equals(environment)
                && KeepWarm.livesLongEnough(fact, now);
    }

    private @Nullable Refusal refusal(Offer offer, String tenant, String environment) {
        for (Refusal refusal : refusals) {
            if (refusal.blocks(offer, tenant, environment, now)) {
                return refusal;
            }
        }
        return null;
    }
}
