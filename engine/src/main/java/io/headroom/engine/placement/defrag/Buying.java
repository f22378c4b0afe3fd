package io.headroom.engine.placement.defrag;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.Shape;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.defrag.Known.Price;

/// What it would cost to buy what a waiting workload lacks: the cheapest nodes that are known to hold its replicas, for as long as they
/// would be paid for at least.
///
/// @param nodes how many; 0 where no such node is known, and a usual price is taken
public record Buying(Money cost, int nodes) {

    /// A bought node is paid for before the work begins (boots take three minutes) and after it has ended (an idle node is kept for five
    /// minutes, and takes a while to end). More than any minimum billing of a cloud. At half of it less is moved for short work.
    static final Duration BESIDES = Duration.ofMinutes(10);

    /// What a GPU-hour is taken for where no node is known that holds the shape, in millionths of a dollar.
    static final long USUAL_MICROS_PER_GPU = 1_000_000;

    /// @param replicas that have no place
    public static Buying of(Waiting waiting, int replicas, List<Price> prices) {
        Shape shape = waiting.shape();
        List<Price> holding =
                prices.stream()
                        .filter(price -> price.microsPerHour() > 0)
                        .filter(price -> HowMany.fit(price.node(), shape) > 0)
                        .filter(price -> price.node().holds(shape))
                        .toList();
        List<Price> ofLane =
                holding.stream().filter(price -> price.lane().equals(waiting.lane())).toList();
        Optional<Buying> cheapest =
                (ofLane.isEmpty() ? holding : ofLane)
                        .stream()
                                .map(price -> of(price, waiting, replicas))
                                .min(Comparator.comparing(Buying::cost));
        return cheapest.orElseGet(() -> new Buying(cost(usual(shape, replicas), waiting), 0));
    }

    private static Buying of(Price price, Waiting waiting, int replicas) {
        int nodes = Math.ceilDiv(replicas, HowMany.fit(price.node(), waiting.shape()));
        return new Buying(cost(new Money(price.microsPerHour()).times(nodes), waiting), nodes);
    }

    private static Money usual(Shape shape, int replicas) {
        return new Money(USUAL_MICROS_PER_GPU * shape.totalMilliGpu() / Shape.WHOLE)
                .times(replicas);
    }

    /// Where nobody knows how long it runs, only what is paid besides counts: too little rather than too much.
    private static Money cost(Money perHour, Waiting waiting) {
        Duration runs = waiting.expected() == null ? Duration.ZERO : waiting.expected();
        return perHour.perHourFor(runs.plus(BESIDES));
    }

    /// For people.
    public String describe() {
        return nodes == 0
                ? "buying would cost about $" + cost
                : "buying " + nodes + " node(s) would cost $" + cost;
    }
}
