package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.NodeReason;
import io.headroom.engine.scaling.CheapestCover.Demand;
import io.headroom.engine.scaling.CheapestCover.Taken;

/// Buys what a lane is expected to need by the time that a node bought now would be ready.
///
/// How sure one wants to be is the newsvendor's critical ratio: what waiting costs, against what
/// waiting and idling cost together.
final class ForForecast {

    private ForForecast() {}

    static void buy(
            ScalingFacts facts,
            ScalingPolicy policy,
            Market market,
            Purchases purchases,
            Instant now) {
        for (DemandForecast forecast : facts.forecasts()) {
            // Nobody knows yet what such a GPU needs besides: a node bought now might hold nothing.
            if (forecast.usable() && forecast.typical() != null) {
                buy(forecast, facts, policy, market, purchases, now);
            }
        }
    }

    private static void buy(
            DemandForecast forecast,
            ScalingFacts facts,
            ScalingPolicy policy,
            Market market,
            Purchases purchases,
            Instant now) {
        List<Offer> offers = offers(forecast, policy, market);
        Optional<Offer> cheapest =
                offers.stream().min(Comparator.comparingDouble(ForForecast::perGpu));
        if (cheapest.isEmpty()) {
            return;
        }
        double level = criticalRatio(cheapest.get(), policy);
        Duration lead = cheapest.get().boot();
        double needed = LaneCapacity.needed(forecast, level, now, lead.plus(forecast.step()));
        int have =
                LaneCapacity.gpus(facts.nodes(), forecast)
                        + purchases.gpus(facts.pools(), forecast);
        int ahead = (int) Math.min(policy.maxAheadGpus(), Math.ceil(needed - have));
        if (ahead <= 0) {
            return;
        }
        List<Demand> demands = List.of(new Demand(oneGpu(forecast), ahead));
        @Nullable Taken taken = next(demands, forecast, policy, market, purchases);
        while (taken != null) {
            purchases.single(
                    policy.forecastTenant(),
                    policy.forecastEnvironment(),
                    0,
                    taken.offer(),
                    new NodeReason.ForForecast(
                            forecast.series().toString(),
                            level,
                            needed,
                            lead,
                            ForShortfall.chosen(taken.offer())));
            market.take(taken.offer());
            taken = next(demands, forecast, policy, market, purchases);
        }
    }

    private static @Nullable Taken next(
            List<Demand> demands,
            DemandForecast forecast,
            ScalingPolicy policy,
            Market market,
            Purchases purchases) {
        return purchases.full() || demands.getFirst().left <= 0
                ? null
                : CheapestCover.next(
                        demands, offers(forecast, policy, market), policy.waitingCostPerGpuHour());
    }

    private static List<Offer> offers(
            DemandForecast forecast, ScalingPolicy policy, Market market) {
        return market
                .open(
                        forecast.series().lane(),
                        policy.forecastTenant(),
                        policy.forecastEnvironment())
                .stream()
                .filter(
                        o ->
                                LaneCapacity.allows(
                                        forecast.series().models(), o.template().gpuModel()))
                .filter(o -> o.template().gpus() > 0 && o.template().holds(oneGpu(forecast)))
                .toList();
    }

    /// The quantile of demand to be ready for: Cu / (Cu + Co), the newsvendor's rule.
    static double criticalRatio(Offer offer, ScalingPolicy policy) {
        return policy.waitingCostPerGpuHour()
                / (policy.waitingCostPerGpuHour() + Math.max(1e-9, perGpu(offer)));
    }

    private static double perGpu(Offer offer) {
        return offer.pricePerHour().micros() / 1e6 / Math.max(1, offer.template().gpus());
    }

    /// What one GPU of the demand is: with the CPU and memory that go with it, so that what is bought can be used.
    private static Shape oneGpu(DemandForecast forecast) {
        Shape typical = forecast.typical();
        return typical == null
                ? new Shape(forecast.series().allowed(), 1, Shape.WHOLE, 0, 0, 0)
                : typical;
    }
}
