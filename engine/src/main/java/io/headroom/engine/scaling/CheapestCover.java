package io.headroom.engine.scaling;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;

/// Chooses offers that together hold a set of replicas, cheaply: again and again the offer with the
/// lowest price for what it would hold of the rest. The greedy rule for weighted set cover
/// (Chvatal 1979), with the risk of not getting an offer and the wait for its boot in the price.
final class CheapestCover {

    /// Replicas of one shape that are still to be held.
    static final class Demand {
        final Shape shape;
        int left;

        Demand(Shape shape, int left) {
            this.shape = shape;
            this.left = left;
        }
    }

    /// An offer taken, what it holds, and the demand it was first taken for.
    record Taken(Offer offer, int firstDemand, int replicas) {}

    private CheapestCover() {}

    /// The next offer to take for what is left, or null where none holds any of it. Takes what it
    /// holds off the demands.
    static @Nullable Taken next(List<Demand> demands, List<Offer> offers, double waitPerGpuHour) {
        Offer best = null;
        double bestPrice = Double.MAX_VALUE;
        Set<Object> seen = new LinkedHashSet<>();
        for (Offer offer : offers) {
            // Zones and pools repeat the same type at the same price: look at each kind once.
            if (!seen.add(
                    List.of(
                            offer.template(),
                            offer.marginalPerHour(),
                            offer.boot(),
                            offer.likelihood(),
                            offer.interruptionPerHour()))) {
                continue;
            }
            int held = fill(offer, demands, false).milliGpu;
            if (held == 0) {
                continue;
            }
            double price = effectivePrice(offer, held / 1000.0, waitPerGpuHour) / held;
            if (price < bestPrice) {
                best = offer;
                bestPrice = price;
            }
        }
        if (best == null) {
            return null;
        }
        Filled filled = fill(best, demands, true);
        return new Taken(best, filled.firstDemand, filled.replicas);
    }

    private record Filled(int milliGpu, int replicas, int firstDemand) {}

    private static Filled fill(Offer offer, List<Demand> demands, boolean take) {
        Room room = new Room(offer.template(), offer.place());
        int milli = 0;
        int replicas = 0;
        int first = -1;
        for (int i = 0; i < demands.size(); i++) {
            Demand demand = demands.get(i);
            int taken = demand.left == 0 ? 0 : room.take(demand.shape, demand.left);
            if (taken > 0) {
                milli += taken * Math.max(1, demand.shape.totalMilliGpu());
                replicas += taken;
                first = first < 0 ? i : first;
                demand.left -= take ? taken : 0;
            }
        }
        return new Filled(milli, replicas, first);
    }

    /// Dollars for an hour of it, counting what waiting for it costs and what its loss would.
    private static double effectivePrice(Offer offer, double gpus, double waitPerGpuHour) {
        double hours = offer.boot().toMillis() / 3_600_000.0;
        double dollars = offer.marginalPerHour().micros() / 1e6;
        double wait = gpus * waitPerGpuHour * hours / Math.max(0.05, offer.likelihood());
        // An interruption loses on average half an hour of work and waits for another boot.
        double lost = offer.interruptionPerHour() * gpus * (waitPerGpuHour * hours + dollars / 2);
        return dollars + wait + lost;
    }

    /// Dollars for an hour of all of them, likewise.
    static double price(List<Offer> offers, double waitPerGpuHour) {
        return offers.stream()
                .mapToDouble(o -> effectivePrice(o, o.template().gpus(), waitPerGpuHour))
                .sum();
    }

    /// All offers that together hold a gang, or an empty list where the market cannot.
    static List<Offer> whole(
            Shape shape,
            int replicas,
            Supplier<Market> trial,
            Function<Market, List<Offer>> open,
            double waitPerGpuHour) {
        List<Demand> demands = List.of(new Demand(shape, replicas));
        List<Offer> chosen = new ArrayList<>();
        Market market = trial.get();
        while (demands.getFirst().left > 0) {
            Taken taken = next(demands, open.apply(market), waitPerGpuHour);
            if (taken == null) {
                return List.of();
            }
            market.take(taken.offer());
            chosen.add(taken.offer());
        }
        return chosen;
    }
}
