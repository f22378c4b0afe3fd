package io.headroom.engine.scaling.buy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.worth.AtStake;
import io.headroom.engine.scaling.worth.Newsvendor;

/// Chooses offers that together hold a set of replicas, cheaply: again and again the offer with the
/// lowest price for what it would hold of the rest. The greedy rule for weighted set cover
/// (Chvatal 1979), with the risk of not getting an offer and the wait for its boot in the price.
public final class CheapestCover {

    /// Replicas of one shape that are still to be held.
    public static final class Demand {
        final Shape shape;
        final AtStake stake;
        int left;

        public Demand(Shape shape, AtStake stake, int left) {
            this.shape = shape;
            this.stake = stake;
            this.left = left;
        }

        /// How many are not held yet.
        public int left() {
            return left;
        }
    }

    /// An offer taken, what it holds, and the demand it was first taken for.
    ///
    /// @param dollars for an hour of it, wait and risk counted
    public record Taken(Offer offer, int firstDemand, int replicas, int milliGpu, double dollars) {
        Taken first(int demand) {
            return new Taken(offer, demand, replicas, milliGpu, dollars);
        }
    }

    private CheapestCover() {}

    /// One offer of each kind: zones and pools repeat the same type at the same price.
    static List<Offer> kinds(List<Offer> offers) {
        Set<Object> seen = new HashSet<>();
        return offers.stream()
                .filter(
                        o ->
                                seen.add(
                                        List.of(
                                                o.template(),
                                                o.marginalPerHour(),
                                                o.untilServing(),
                                                o.likelihood(),
                                                o.interruptionPerHour())))
                .toList();
    }

    /// The next offer to take for what is left, or null where none holds any of it. Takes what it
    /// holds off the demands.
    public static @Nullable Taken next(List<Demand> demands, List<Offer> offers) {
        Offer best = null;
        double bestPrice = Double.MAX_VALUE;
        for (Offer offer : kinds(offers)) {
            Filled held = fill(offer, demands, false);
            if (held.milliGpu == 0) {
                continue;
            }
            double price = effectivePrice(offer, held) / held.milliGpu;
            if (price < bestPrice) {
                best = offer;
                bestPrice = price;
            }
        }
        if (best == null) {
            return null;
        }
        return take(best, demands);
    }

    /// Takes an offer for what it holds of the demands, in their order.
    static Taken take(Offer offer, List<Demand> demands) {
        Filled filled = fill(offer, demands, true);
        return new Taken(
                offer,
                filled.firstDemand,
                filled.replicas,
                filled.milliGpu,
                effectivePrice(offer, filled));
    }

    /// What an offer would hold.
    ///
    /// @param waiting dollars that an hour's wait of all of it is worth
    /// @param lostHours GPU-hours of work that are lost on average when the machine is taken back
    private record Filled(
            int milliGpu, int replicas, int firstDemand, double waiting, double lostHours) {

        private static final Filled NOTHING = new Filled(0, 0, -1, 0, 0);

        /// A whole machine's GPUs, all of one kind.
        static Filled whole(Offer offer, AtStake stake) {
            return NOTHING.and(offer.template().gpus() * 1000, 0, 0, stake);
        }

        Filled and(int milli, int more, int demand, AtStake stake) {
            double gpus = milli / 1000.0;
            return new Filled(
                    milliGpu + milli,
                    replicas + more,
                    firstDemand < 0 ? demand : firstDemand,
                    waiting + gpus * stake.waiting(),
                    lostHours + gpus * Newsvendor.hours(stake.lost()));
        }
    }

    private static Filled fill(Offer offer, List<Demand> demands, boolean take) {
        Room room = new Room(offer.template(), offer.place());
        Filled filled = Filled.NOTHING;
        for (int i = 0; i < demands.size(); i++) {
            Demand demand = demands.get(i);
            int taken = demand.left == 0 ? 0 : room.take(demand.shape, demand.left);
            if (taken > 0) {
                int milli = taken * Math.max(1, demand.shape.totalMilliGpu());
                filled = filled.and(milli, taken, i, demand.stake);
                demand.left -= take ? taken : 0;
            }
        }
        return filled;
    }

    /// Dollars for an hour of it, counting what waiting for it costs and what its loss would: the work that is lost, and the wait for
    /// another one to serve.
    private static double effectivePrice(Offer offer, Filled held) {
        double hours = Newsvendor.hours(offer.untilServing());
        double wait = held.waiting * hours;
        double lost = wait + Newsvendor.perGpuHour(offer) * held.lostHours;
        return offer.marginalPerHour().micros() / 1e6
                + wait / Math.max(0.05, offer.likelihood())
                + offer.interruptionPerHour() * lost;
    }

    /// Dollars for an hour of all of them, likewise.
    public static double price(List<Offer> offers, AtStake stake) {
        return offers.stream().mapToDouble(o -> effectivePrice(o, Filled.whole(o, stake))).sum();
    }
}
