package io.headroom.engine.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.node.NodeReason;
import io.headroom.engine.scaling.CheapestCover.Demand;
import io.headroom.engine.scaling.CheapestCover.Taken;

/// Buys what waiting replicas need that neither present nor planned nodes can hold, nor places that come free before a new node is up.
final class ForShortfall {

    private record Buyer(String tenant, String environment) {}

    private final Market market;
    private final Purchases purchases;
    private final double wait;
    private final ComingFree free;
    private final List<ScalingPlan.Unmet> unmet = new ArrayList<>();

    private ForShortfall(Market market, Purchases purchases, double wait, ComingFree free) {
        this.market = market;
        this.purchases = purchases;
        this.wait = wait;
        this.free = free;
    }

    /// Answers what could not be bought.
    static List<ScalingPlan.Unmet> buy(
            ScalingFacts facts,
            ScalingPolicy policy,
            Market market,
            Purchases purchases,
            Instant now) {
        ForShortfall buying =
                new ForShortfall(
                        market,
                        purchases,
                        policy.waitingCostPerGpuHour(),
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
                rooms.add(new Room(fact.node().template()));
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
            int left = item.replicas() - takeFrom(rooms, item);
            left -= Math.min(left, free.before(shortfall.lane(), item, offers));
            if (left > 0 && item.gang()) {
                gang(shortfall.lane(), item, rooms);
            } else if (left > 0) {
                Buyer buyer = new Buyer(item.tenant(), item.environment());
                singles.computeIfAbsent(buyer, _ -> new ArrayList<>()).add(item);
                demands.computeIfAbsent(buyer, _ -> new ArrayList<>())
                        .add(new Demand(item.shape(), left));
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

    private static int takeFrom(List<Room> rooms, ShortfallItem item) {
        int taken = 0;
        for (Room room : rooms) {
            taken += room.take(item.shape(), item.replicas() - taken);
        }
        return taken;
    }

    private void gang(String lane, ShortfallItem item, List<Room> rooms) {
        List<Offer> offers =
                purchases.full()
                        ? List.of()
                        : CheapestCover.whole(
                                item.shape(),
                                item.replicas(),
                                () -> market.copy(),
                                m -> m.open(lane, item.tenant(), item.environment()),
                                wait);
        if (offers.isEmpty()) {
            unmet(lane, item, item.replicas());
            return;
        }
        purchases.gang(
                item,
                offers,
                new NodeReason.ForShortfall(
                        item.shape().describe(),
                        item.replicas(),
                        "cheapest set that holds the gang"));
        for (Offer offer : offers) {
            market.take(offer);
        }
        List<Room> bought = offers.stream().map(o -> new Room(o.template())).toList();
        takeFrom(bought, item);
        rooms.addAll(bought);
    }

    private void singles(
            String lane, Buyer buyer, List<Demand> demands, List<ShortfallItem> items) {
        @Nullable Taken taken = next(lane, buyer, demands);
        while (taken != null) {
            ShortfallItem first = items.get(taken.firstDemand());
            purchases.single(
                    first,
                    taken.offer(),
                    new NodeReason.ForShortfall(
                            first.shape().describe(), taken.replicas(), chosen(taken.offer())));
            market.take(taken.offer());
            taken = next(lane, buyer, demands);
        }
        for (int i = 0; i < demands.size(); i++) {
            if (demands.get(i).left > 0) {
                unmet(lane, items.get(i), demands.get(i).left);
            }
        }
    }

    private @Nullable Taken next(String lane, Buyer buyer, List<Demand> demands) {
        return purchases.full()
                ? null
                : CheapestCover.next(
                        demands, market.open(lane, buyer.tenant(), buyer.environment()), wait);
    }

    private void unmet(String lane, ShortfallItem item, int replicas) {
        unmet.add(
                new ScalingPlan.Unmet(
                        lane,
                        item,
                        replicas,
                        market.whyNot(lane, item.tenant(), item.environment(), item.shape())));
    }

    static String chosen(Offer offer) {
        return offer.describe()
                + " at $"
                + offer.pricePerHour()
                + "/h holds them at the lowest price, wait and risk counted";
    }
}
