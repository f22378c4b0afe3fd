package io.headroom.engine.scaling.want;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.engine.scaling.fact.LaneCapacity;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingFacts;

/// Of what waits, how much will have a place before a node that is bought now could hold it: seconds of work do not wait for minutes of
/// boot.
///
/// Places come free as [Turnover] says; what arrives meanwhile takes its share of them first. How much that is, the forecast says, and the
/// queue: all that waits arrived since the first of it did. [DemandBelief] weighs the one by the other.
final class ComingFree {

    /// Arrivals as thought of in the middle: too few taken leaves work waiting for a lead time, too many buys nodes that come too late.
    private static final double MIDDLE = 0.5;

    /// A rate is not known from less than this: what comes within it came at once. At half of it twice the rate is read off a batch, but
    /// by as few arrivals.
    private static final Duration LEAST_SEEN = Duration.ofMillis(1);

    /// What the queue says of a lane.
    ///
    /// @param replicas that arrived since the first of their like that waits; @param gpus what they ask for
    /// @param busy GPUs that they would keep busy if they went on arriving so
    private record Seen(double replicas, double gpus, double busy) {}

    private final ScalingFacts facts;
    private final Instant now;

    /// What of a turnover has been promised to earlier items of this plan.
    private final Map<Turnover, Double> promised = new LinkedHashMap<>();

    private final Map<String, Seen> seen = new LinkedHashMap<>();

    ComingFree(ScalingFacts facts, Instant now) {
        this.facts = facts;
        this.now = now;
    }

    /// Replicas of an item that need no node. None of a gang, and none once the first has waited for a whole boot: then what was
    /// thought to come free has not.
    int before(String lane, ShortfallItem item, List<Offer> offers) {
        Optional<Turnover> found = turnover(lane, item);
        Optional<Duration> boot =
                offers.stream()
                        .filter(o -> o.template().holds(item.shape()))
                        .map(Offer::boot)
                        .min(Comparator.naturalOrder());
        if (found.isEmpty()
                || boot.isEmpty()
                || item.gang()
                || item.since().isBefore(now.minus(boot.get()))) {
            return 0;
        }
        Turnover turnover = found.get();
        double free = within(turnover, boot.get()) * shareForWaiting(lane, now.plus(boot.get()));
        double left = free - promised.getOrDefault(turnover, 0.0);
        int replicas = (int) Math.clamp(left, 0, item.replicas());
        promised.merge(turnover, (double) replicas, Double::sum);
        return replicas;
    }

    private Optional<Turnover> turnover(String lane, ShortfallItem item) {
        return facts.turnovers().stream()
                .filter(t -> t.lane().equals(lane) && t.shape().equals(item.shape()))
                .findFirst();
    }

    /// How many come free within a time.
    private static double within(Turnover turnover, Duration time) {
        return turnover.replicas()
                * (double) time.toMillis()
                / Math.max(1, turnover.runs().toMillis());
    }

    /// The part of the places that what arrives until then does not take; nothing where no forecast can be used.
    private double shareForWaiting(String lane, Instant at) {
        List<DemandForecast> forecasts = new ArrayList<>();
        double median = 0;
        double high = 0;
        boolean doubted = false;
        for (DemandForecast forecast : facts.forecasts()) {
            if (forecast.usableAt(at) && forecast.series().lane().equals(lane)) {
                forecasts.add(forecast);
                median += LaneCapacity.quantile(forecast, MIDDLE, at);
                high += LaneCapacity.quantile(forecast, DemandBelief.HIGH, at);
                // One level alone is no forecast but the truth, as an oracle has it.
                doubted |= forecast.quantiles().size() > 1;
            }
        }
        double gpus = 0;
        for (NodeFact node : facts.nodes()) {
            gpus +=
                    forecasts.stream()
                            .mapToDouble(f -> LaneCapacity.gpus(List.of(node), f))
                            .max()
                            .orElse(0);
        }
        double wanted = doubted ? wanted(lane, new DemandBelief(median, high)) : median;
        return gpus <= 0 ? 0 : Math.max(0, 1 - wanted / gpus);
    }

    private double wanted(String lane, DemandBelief foreseen) {
        Seen queue = seen.computeIfAbsent(lane, this::see);
        return foreseen.having(queue.replicas(), queue.gpus(), queue.busy());
    }

    /// By Little's law the rate of arrivals, times how long they run, is what they keep busy. The first that waits is where the watch
    /// begins, and says nothing of how fast others came. Who was bound to a node on its way is in no shortfall, so that this is rather too
    /// little once nodes have been bought.
    private Seen see(String lane) {
        double replicas = 0;
        double gpus = 0;
        double busy = 0;
        for (CapacityShortfall shortfall : facts.shortfalls()) {
            for (ShortfallItem item : shortfall.items()) {
                Optional<Turnover> turnover = turnover(lane, item);
                if (shortfall.lane().equals(lane) && turnover.isPresent() && !item.gang()) {
                    double others = Math.max(0, item.replicas() - 1);
                    double asked = others * item.shape().totalMilliGpu() / 1000.0;
                    Duration watched = Duration.between(item.since(), now);
                    replicas += others;
                    gpus += asked;
                    busy +=
                            asked
                                    * turnover.get().runs().toMillis()
                                    / Math.max(LEAST_SEEN.toMillis(), watched.toMillis());
                }
            }
        }
        return new Seen(replicas, gpus, busy);
    }
}
