package io.headroom.engine.scaling.buy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.scaling.buy.CheapestCover.Demand;
import io.headroom.engine.scaling.buy.CheapestCover.Taken;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.worth.Newsvendor;

/// The cheapest set of offers that holds a set of replicas. The greedy one first; where that holds everything and the case is small,
/// every other set that might be cheaper (branch and bound, Land and Doig 1960), until one is known to be the cheapest or the steps are
/// used up. What is large is bought by the greedy rule: among many nodes one too many costs little.
public final class CheapestSet {

    /// Nodes of the search: some milliseconds. Ten times as many found nothing more in the cases of its test.
    private static final int STEPS = 2_000;

    /// Nodes that the greedy rule takes: of more, the last one matters little.
    private static final int FEW = 12;

    /// A sum of prices is not told from another that is as good.
    private static final double SAME = 1e-9;

    private final Function<Market, List<Offer>> open;

    /// The demands, the largest first: a machine into which something smaller had been put before holds no more.
    private final List<Integer> bySize;

    private final Set<Object> seen = new HashSet<>();
    private List<Taken> best;
    private double bestPrice;
    private int steps;

    private CheapestSet(
            List<Demand> demands, Function<Market, List<Offer>> open, List<Taken> greedy) {
        this.bySize =
                IntStream.range(0, demands.size())
                        .boxed()
                        .sorted(Comparator.comparingInt((Integer i) -> -milli(demands.get(i))))
                        .toList();
        this.open = open;
        this.best = greedy;
        this.bestPrice = price(greedy);
    }

    /// Takes what the set holds off the demands; what is left then, no offer holds.
    ///
    /// @param market what may be taken; it is left as it is
    /// @param open the offers of it that may be taken for these; @param most how many nodes at most
    public static List<Taken> of(
            List<Demand> demands, Market market, Function<Market, List<Offer>> open, int most) {
        List<Demand> asked = copy(demands);
        List<Taken> greedy = new ArrayList<>();
        Market trial = market.copy();
        @Nullable Taken next = CheapestCover.next(demands, open.apply(trial));
        while (next != null && greedy.size() < most) {
            greedy.add(next);
            trial.take(next.offer());
            next = greedy.size() < most ? CheapestCover.next(demands, open.apply(trial)) : null;
        }
        boolean isWhole = demands.stream().allMatch(d -> d.left == 0);
        if (!isWhole || greedy.size() > FEW || isOfOneType(open.apply(market))) {
            return greedy;
        }
        CheapestSet set = new CheapestSet(asked, open, greedy);
        set.search(set.bySize.stream().map(asked::get).toList(), market, List.of(), 0);
        return set.best;
    }

    private static boolean isOfOneType(List<Offer> offers) {
        return offers.stream().map(Offer::template).distinct().limit(2).count() < 2;
    }

    private static List<Demand> copy(List<Demand> demands) {
        return demands.stream().map(d -> new Demand(d.shape, d.stake, d.left)).toList();
    }

    private static double price(List<Taken> taken) {
        return taken.stream().mapToDouble(Taken::dollars).sum();
    }

    private void search(List<Demand> left, Market market, List<Taken> taken, double paid) {
        if (left.stream().allMatch(d -> d.left == 0)) {
            if (paid < bestPrice - SAME) {
                best = inOrder(taken);
                bestPrice = paid;
            }
            return;
        }
        List<Offer> offers = open.apply(market);
        if (paid + atLeast(left, offers) >= bestPrice - SAME) {
            return;
        }
        for (Option option : options(left, offers)) {
            List<Taken> more = new ArrayList<>(taken);
            more.add(option.taken());
            double price = paid + option.taken().dollars();
            if (++steps > STEPS) {
                return;
            }
            if (price < bestPrice - SAME && isNew(option.left(), more)) {
                Market after = market.copy();
                after.take(option.taken().offer());
                search(option.left(), after, more, price);
            }
        }
    }

    /// What the rest costs if machines could be had by the GPU, and the quickest to serve at the price of the cheapest.
    private static double atLeast(List<Demand> left, List<Offer> offers) {
        double price = offers.stream().mapToDouble(Newsvendor::perGpuHour).min().orElse(0);
        double wait =
                offers.stream()
                        .mapToDouble(o -> Newsvendor.hours(o.untilServing()))
                        .min()
                        .orElse(0);
        return left.stream()
                .mapToDouble(d -> d.left * milli(d) / 1000.0 * (price + d.stake.waiting() * wait))
                .sum();
    }

    private record Option(Taken taken, List<Demand> left) {
        double perMilli() {
            return taken.dollars() / taken.milliGpu();
        }
    }

    private static List<Option> options(List<Demand> left, List<Offer> offers) {
        List<Option> options = new ArrayList<>();
        for (Offer offer : CheapestCover.kinds(offers)) {
            List<Demand> after = copy(left);
            Taken taken = CheapestCover.take(offer, after);
            if (taken.milliGpu() > 0) {
                options.add(new Option(taken, after));
            }
        }
        options.sort(Comparator.comparingDouble(Option::perMilli));
        return options;
    }

    /// The same machines in another order that leave the same are the same set.
    private boolean isNew(List<Demand> left, List<Taken> taken) {
        List<String> kinds =
                taken.stream()
                        .map(t -> t.offer().pool() + "/" + t.offer().describe() + t.offer().wakes())
                        .sorted()
                        .toList();
        return seen.add(List.of(kinds, left.stream().map(d -> d.left).toList()));
    }

    private static int milli(Demand demand) {
        return Math.max(1, demand.shape.totalMilliGpu());
    }

    /// Each for the demand that it was first taken for, by its place in the order in which they are served.
    private List<Taken> inOrder(List<Taken> taken) {
        return taken.stream().map(t -> t.first(bySize.get(t.firstDemand()))).toList();
    }
}
