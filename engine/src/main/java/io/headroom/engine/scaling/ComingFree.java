package io.headroom.engine.scaling;

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

/// Of what waits, how much will have a place before a node that is bought now could hold it: seconds of work do not wait for minutes of
/// boot.
///
/// Places come free as [Turnover] says; what arrives meanwhile takes its share of them first. How much that is, two witnesses say: the
/// forecast, and the queue itself, in which everything has arrived since its first did. In a surge that nobody foresaw they differ, and
/// nobody knows whether it will go on. So demand is thought to lie anywhere between the two, and the newsvendor's rule says where in
/// between ([Newsvendor]): dear waiting believes the surge, cheap waiting the forecast.
final class ComingFree {

    /// A rate is not known from less than this. At half of it, one batch passes for a flood; at twice, a flood is seen a second later.
    private static final Duration LEAST_SEEN = Duration.ofSeconds(1);

    private final ScalingFacts facts;
    private final ScalingPolicy policy;
    private final Instant now;

    /// What of a turnover has been promised to earlier items of this plan.
    private final Map<Turnover, Double> promised = new LinkedHashMap<>();

    ComingFree(ScalingFacts facts, ScalingPolicy policy, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.now = now;
    }

    /// Replicas of an item that need no node. None of a gang, and none once the first has waited for a whole boot: then what was
    /// thought to come free has not.
    int before(String lane, ShortfallItem item, List<Offer> offers) {
        Optional<Turnover> found = turnover(lane, item);
        Optional<Offer> soonest =
                offers.stream()
                        .filter(o -> o.template().holds(item.shape()))
                        .min(Comparator.comparing(Offer::boot));
        if (found.isEmpty()
                || soonest.isEmpty()
                || item.gang()
                || item.since().isBefore(now.minus(soonest.get().boot()))) {
            return 0;
        }
        Turnover turnover = found.get();
        double free = within(turnover, soonest.get().boot()) * shareForWaiting(lane, soonest.get());
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
    private double shareForWaiting(String lane, Offer offer) {
        double between = Newsvendor.quantile(offer, policy);
        Instant at = now.plus(offer.boot());
        List<DemandForecast> forecasts = new ArrayList<>();
        double foreseen = 0;
        for (DemandForecast forecast : facts.forecasts()) {
            if (forecast.usable() && forecast.series().lane().equals(lane)) {
                forecasts.add(forecast);
                foreseen += LaneCapacity.quantile(forecast, between, at);
            }
        }
        double wanted = foreseen + between * Math.max(0, arriving(lane) - foreseen);
        double gpus = 0;
        for (NodeFact node : facts.nodes()) {
            gpus +=
                    forecasts.stream()
                            .mapToDouble(f -> LaneCapacity.gpus(List.of(node), f))
                            .max()
                            .orElse(0);
        }
        return gpus <= 0 ? 0 : Math.max(0, 1 - wanted / gpus);
    }

    /// GPUs that would be busy if work went on arriving as what waits has: by Little's law its rate times how long it runs. Who was bound
    /// to a node on its way is not in a shortfall, so that this is rather too little once nodes have been bought.
    private double arriving(String lane) {
        double gpus = 0;
        for (CapacityShortfall shortfall : facts.shortfalls()) {
            for (ShortfallItem item : shortfall.items()) {
                Duration seen = Duration.between(item.since(), now);
                Optional<Turnover> turnover = turnover(lane, item);
                if (shortfall.lane().equals(lane)
                        && turnover.isPresent()
                        && !item.gang()
                        && seen.compareTo(LEAST_SEEN) >= 0) {
                    gpus +=
                            item.replicas()
                                    * (item.shape().totalMilliGpu() / 1000.0)
                                    * turnover.get().runs().toMillis()
                                    / seen.toMillis();
                }
            }
        }
        return gpus;
    }
}
