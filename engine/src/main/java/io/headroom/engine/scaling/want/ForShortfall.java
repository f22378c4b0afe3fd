package io.headroom.engine.scaling.want;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.workload.Topology;
import io.headroom.engine.scaling.buy.Affordable;
import io.headroom.engine.scaling.buy.CheapestCover;
import io.headroom.engine.scaling.buy.CheapestCover.Demand;
import io.headroom.engine.scaling.buy.CheapestCover.Taken;
import io.headroom.engine.scaling.buy.CheapestSet;
import io.headroom.engine.scaling.buy.InOnePlace;
import io.headroom.engine.scaling.buy.Market;
import io.headroom.engine.scaling.buy.Purchases;
import io.headroom.engine.scaling.buy.Room;
import io.headroom.engine.scaling.buy.StandIns;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;
import io.headroom.engine.scaling.fact.WaitingCost;
import io.headroom.engine.scaling.money.Buyer;
import io.headroom.engine.scaling.money.NextLeases;
import io.headroom.engine.scaling.worth.AtStake;

/// Buys what waiting replicas need that neither present nor planned nodes can hold, nor places that come free before a new node is up.
public final class ForShortfall {

    private final Market market;
    private final Affordable affordable;
    private final Purchases purchases;
    private final WaitingCost waiting;
    private final ComingFree free;
    private final List<ScalingPlan.Unmet> unmet = new ArrayList<>();

    /// What a gang's nodes may cost more, to be in one place where it would rather stand so. At half of it fewer gangs stand together, at
    /// twice of it a wish costs a tenth of its price.
    private static final double WORTH_OF_ONE_PLACE = 1.05;

    private ForShortfall(
            Market market,
            Affordable affordable,
            Purchases purchases,
            WaitingCost waiting,
            ComingFree free) {
        this.market = market;
        this.affordable = affordable;
        this.purchases = purchases;
        this.waiting = waiting;
        this.free = free;
    }

    /// Answers what could not be bought.
    public static List<ScalingPlan.Unmet> buy(
            ScalingFacts facts,
            ScalingPolicy policy,
            Market market,
            Purchases purchases,
            Instant now) {
        ForShortfall buying =
                new ForShortfall(
                        market,
                        new Affordable(market, new NextLeases(facts, now)),
                        purchases,
                        policy.waiting(),
                        new ComingFree(facts, now));
        for (CapacityShortfall shortfall : facts.shortfalls()) {
            buying.lane(shortfall, unseenRooms(facts, shortfall));
        }
        return buying.unmet;
    }

    /// Nodes that placement had not heard of when it counted: what they will hold is no shortfall, even if they are up by now.
    private static List<Room> unseenRooms(ScalingFacts facts, CapacityShortfall shortfall) {
        List<Room> rooms = new ArrayList<>();
        for (NodeFact fact : facts.nodes()) {
            if (fact.node().lane().equals(shortfall.lane())
                    && fact.node().state().isUsable()
                    && fact.bornVersion() > shortfall.seenNodeVersion()) {
                rooms.add(new Room(fact.node().template(), fact.node().place()));
            }
        }
        return rooms;
    }

    private void lane(CapacityShortfall shortfall, List<Room> rooms) {
        List<ShortfallItem> items =
                shortfall.items().stream()
                        .sorted(
                                Comparator.comparingInt(ShortfallItem::priority)
                                        .reversed()
                                        .thenComparingInt(i -> i.gang() ? 0 : 1)
                                        .thenComparing(ShortfallItem::shape)
                                        .thenComparing(ShortfallItem::since))
                        .toList();
        Map<Buyer, List<ShortfallItem>> singles = new LinkedHashMap<>();
        Map<Buyer, List<Demand>> demands = new LinkedHashMap<>();
        List<Offer> offers = market.inLane(shortfall.lane());
        for (ShortfallItem item : items) {
            int left = item.replicas() - InOnePlace.take(item, rooms);
            left -= Math.min(left, free.before(shortfall.lane(), item, offers));
            if (left > 0 && item.gang()) {
                gang(shortfall.lane(), item, rooms);
            } else if (left > 0) {
                Buyer buyer = affordable.buyer(item);
                singles.computeIfAbsent(buyer, _ -> new ArrayList<>()).add(item);
                demands.computeIfAbsent(buyer, _ -> new ArrayList<>())
                        .add(new Demand(item.shape(), stake(item), left));
            }
        }
        demands.forEach(
                (buyer, wanted) ->
                        singles(
                                shortfall.lane(),
                                buyer,
                                wanted,
                                singles.getOrDefault(buyer, List.of())));
    }

    private AtStake stake(ShortfallItem item) {
        return AtStake.of(item, waiting);
    }

    private void gang(String lane, ShortfallItem item, List<Room> rooms) {
        List<Offer> offers = purchases.full() ? List.of() : cheapest(lane, item);
        if (offers.isEmpty()) {
            unmet(lane, item, item.replicas());
            return;
        }
        List<Offer> open = market.open(lane, item.tenant(), item.environment());
        Map<Offer, List<Offer>> standIns = new LinkedHashMap<>();
        purchases.gang(
                item,
                offers,
                new NodeReason.ForShortfall(
                        item.shape().describe(),
                        item.replicas(),
                        InOnePlace.holds(item, offers)
                                ? "cheapest set in one place that holds the gang"
                                : "cheapest set that holds the gang"),
                o -> standIns.computeIfAbsent(o, c -> StandIns.of(c, item, open, stake(item))));
        for (Offer offer : offers) {
            market.take(offer);
        }
        List<Room> bought = offers.stream().map(o -> new Room(o.template(), o.place())).toList();
        InOnePlace.take(item, bought);
        rooms.addAll(bought);
    }

    private List<Offer> cheapest(String lane, ShortfallItem item) {
        List<Offer> together = inOnePlace(lane, item);
        if (!InOnePlace.isPreferred(item)) {
            return together;
        }
        List<Offer> anywhere = whole(lane, item, _ -> true);
        AtStake stake = stake(item);
        boolean worthIt =
                !together.isEmpty()
                        && CheapestCover.price(together, stake)
                                <= WORTH_OF_ONE_PLACE * CheapestCover.price(anywhere, stake);
        return worthIt ? together : anywhere;
    }

    private List<Offer> inOnePlace(String lane, ShortfallItem item) {
        List<Offer> best = List.of();
        AtStake stake = stake(item);
        for (Predicate<Offer> there : InOnePlace.places(item, market.inLane(lane))) {
            List<Offer> offers = whole(lane, item, there);
            boolean better =
                    best.isEmpty()
                            || CheapestCover.price(offers, stake)
                                    < CheapestCover.price(best, stake);
            best = !offers.isEmpty() && better ? offers : best;
        }
        return best;
    }

    private List<Offer> whole(String lane, ShortfallItem item, Predicate<Offer> there) {
        List<Demand> gang = List.of(new Demand(item.shape(), stake(item), item.replicas()));
        List<Taken> taken =
                CheapestSet.of(
                        gang,
                        market,
                        m ->
                                affordable.open(m, lane, affordable.buyer(item)).stream()
                                        // A gang is paid for whole or not at all, and so is one
                                        // kind of thing: nodes that are bought.
                                        .filter(there.and(o -> !o.ofStopped()))
                                        .toList(),
                        Integer.MAX_VALUE);
        return gang.getFirst().left() > 0 ? List.of() : taken.stream().map(Taken::offer).toList();
    }

    private void singles(
            String lane, Buyer buyer, List<Demand> demands, List<ShortfallItem> items) {
        List<Taken> set =
                CheapestSet.of(
                        demands, market, m -> affordable.open(m, lane, buyer), purchases.left());
        for (Taken taken : set) {
            ShortfallItem first = items.get(taken.firstDemand());
            purchases.single(
                    first,
                    taken.offer(),
                    new NodeReason.ForShortfall(
                            first.shape().describe(), taken.replicas(), chosen(taken.offer())));
            market.take(taken.offer());
        }
        for (int i = 0; i < demands.size(); i++) {
            if (demands.get(i).left() > 0) {
                unmet(lane, items.get(i), demands.get(i).left());
            }
        }
    }

    private void unmet(String lane, ShortfallItem item, int replicas) {
        unmet.add(new ScalingPlan.Unmet(lane, item, replicas, whyNot(lane, item)));
    }

    /// What could be bought, but not all in one place, is missing for that.
    private ScalingPlan.Why whyNot(String lane, ShortfallItem item) {
        Topology topology = item.topology();
        return topology != null
                        && topology.required()
                        && !purchases.full()
                        && !whole(lane, item, _ -> true).isEmpty()
                ? new ScalingPlan.Why.NotInOnePlace(topology.within())
                : affordable.whyNot(lane, item);
    }

    static String chosen(Offer offer) {
        return offer.describe()
                + (offer.ofStopped() ? ", stopped and quick to start," : "")
                + " at $"
                + offer.pricePerHour()
                + "/h"
                + (offer.marginalPerHour().equals(offer.pricePerHour())
                        ? ""
                        : ", of which a commitment leaves $" + offer.marginalPerHour() + ",")
                + " holds them at the lowest price, wait and risk counted";
    }
}
