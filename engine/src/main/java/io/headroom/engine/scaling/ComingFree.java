package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.forecast.DemandForecast;

/// Of what waits, how much will have a place before a node that is bought now could hold it: seconds of work do not wait for minutes of
/// boot.
///
/// Places come free as [Turnover] says; what is foreseen to arrive meanwhile takes its share of them first.
final class ComingFree {

    /// Arrivals as foreseen in the middle: too few taken leaves work waiting for a lead time, too many buys nodes that come too late.
    private static final double MIDDLE = 0.5;

    private final ScalingFacts facts;
    private final Instant now;

    /// What of a turnover has been promised to earlier items of this plan.
    private final Map<Turnover, Double> promised = new LinkedHashMap<>();

    ComingFree(ScalingFacts facts, Instant now) {
        this.facts = facts;
        this.now = now;
    }

    /// Replicas of an item that need no node. None of a gang, and none once the first has waited for a whole boot: then what was
    /// thought to come free has not.
    int before(String lane, ShortfallItem item, List<Offer> offers) {
        Optional<Turnover> found =
                facts.turnovers().stream()
                        .filter(t -> t.lane().equals(lane) && t.shape().equals(item.shape()))
                        .findFirst();
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

    /// How many come free within a time.
    private static double within(Turnover turnover, Duration time) {
        return turnover.replicas()
                * (double) time.toMillis()
                / Math.max(1, turnover.runs().toMillis());
    }

    /// The part of the places that what arrives until then does not take; nothing where no forecast can be used.
    private double shareForWaiting(String lane, Instant at) {
        List<DemandForecast> forecasts = new ArrayList<>();
        double wanted = 0;
        for (DemandForecast forecast : facts.forecasts()) {
            if (forecast.usable() && forecast.series().lane().equals(lane)) {
                forecasts.add(forecast);
                wanted += LaneCapacity.quantile(forecast, MIDDLE, at);
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
        return gpus <= 0 ? 0 : Math.max(0, 1 - wanted / gpus);
    }
}
