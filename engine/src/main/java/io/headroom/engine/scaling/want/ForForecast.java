package io.headroom.engine.scaling.want;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.BoundBy;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.NodeReason;
import io.headroom.engine.scaling.buy.CheapestCover;
import io.headroom.engine.scaling.buy.CheapestCover.Demand;
import io.headroom.engine.scaling.buy.CheapestCover.Taken;
import io.headroom.engine.scaling.buy.Market;
import io.headroom.engine.scaling.buy.Purchases;
import io.headroom.engine.scaling.fact.LaneCapacity;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;
import io.headroom.engine.scaling.money.Thrift;
import io.headroom.engine.scaling.worth.AtStake;
import io.headroom.engine.scaling.worth.Newsvendor;

/// Buys what a lane is expected to need by the time that a node bought now would be ready: node by node, as long as the chance that
/// the next one is used pays for it (see [Newsvendor]).
public final class ForForecast {

    /// Beyond this share of what is up, GPUs on order on the word of a forecast need it to be nearly sure: doubt alone may double a
    /// fleet in two lead times, not in one. Half of it would follow a morning's rise too slowly, twice of it is a panic.
    private static final double SHARE_ON_ORDER = 0.5;

    /// This many nodes may always be on order, so that a small fleet can grow at all.
    private static final int NODES_ON_ORDER = 2;

    /// Demand that is exceeded three times in four is nearly sure.
    private static final double NEARLY_SURE = 0.25;

    private final ScalingFacts facts;
    private final ScalingPolicy policy;
    private final Market market;
    private final Purchases purchases;
    private final Instant now;
    private final Thrift thrift;
    private final List<ScalingPlan.Bound> bounds = new ArrayList<>();

    private ForForecast(
            ScalingFacts facts,
            ScalingPolicy policy,
            Market market,
            Purchases purchases,
            Thrift thrift,
            Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.market = market;
        this.purchases = purchases;
        this.thrift = thrift;
        this.now = now;
    }

    /// Answers where it was held back.
    public static List<ScalingPlan.Bound> buy(
            ScalingFacts facts,
            ScalingPolicy policy,
            Market market,
            Purchases purchases,
            Thrift thrift,
            Instant now) {
        ForForecast buying = new ForForecast(facts, policy, market, purchases, thrift, now);
        for (DemandForecast forecast : facts.forecasts()) {
            // Nobody knows yet what such a GPU needs besides: a node bought now might hold nothing.
            if (forecast.usable() && forecast.typical() != null) {
                buying.buy(forecast);
            }
        }
        return buying.bounds;
    }

    private void buy(DemandForecast forecast) {
        double have =
                LaneCapacity.gpus(facts.nodes(), forecast)
                        + purchases.gpus(facts.pools(), forecast)
                        + LaneCapacity.heldBack(facts.shortfalls(), forecast);
        double onOrder = onOrder(forecast);
        Offer offer = best(forecast);
        while (offer != null && !purchases.full()) {
            double more = LaneCapacity.usable(offer.template(), forecast);
            double chance = chanceOfUse(forecast, offer, have, more);
            if (chance <= Newsvendor.chanceToBuy(offer, waiting(forecast), policy.keepIdle())) {
                return;
            }
            Optional<String> spared = thrift.spares(forecast.series().lane(), offer);
            if (spared.isPresent()) {
                bounds.add(
                        new ScalingPlan.Bound(
                                forecast.series(),
                                BoundBy.BUDGET,
                                onOrder + more,
                                onOrder,
                                spared.get()));
                return;
            }
            double allowed = allowed(forecast, offer);
            if (onOrder + more > allowed && onOrder > 0) {
                bounds.add(bound(forecast, offer, have, onOrder, allowed));
                return;
            }
            purchases.single(
                    policy.forecastTenant(),
                    policy.forecastEnvironment(),
                    0,
                    offer,
                    why(forecast, offer, chance));
            market.take(offer);
            thrift.bought(offer);
            have += more;
            onOrder += more;
            offer = best(forecast);
        }
    }

    /// When a node bought now would be ready, over what is known of how long that takes.
    private double chanceOfUse(DemandForecast forecast, Offer offer, double have, double more) {
        return offer.lead().likely().stream()
                .mapToDouble(lead -> LaneCapacity.useAbout(forecast, have, more, now.plus(lead)))
                .average()
                .orElseThrow();
    }

    private double needed(DemandForecast forecast, Offer offer, double level) {
        return LaneCapacity.quantile(forecast, level, now.plus(offer.boot()).plus(forecast.step()));
    }

    /// GPUs that are not up yet and that nothing waits for.
    private double onOrder(DemandForecast forecast) {
        List<NodeFact> planned =
                facts.nodes().stream().filter(n -> n.node().state().isPlanned()).toList();
        double promised = planned.stream().mapToInt(NodeFact::usedMilliGpu).sum() / 1000.0;
        double waiting =
                facts.shortfalls().stream()
                        .filter(s -> s.lane().equals(forecast.series().lane()))
                        .flatMap(s -> s.items().stream())
                        .mapToDouble(i -> i.replicas() * i.shape().totalMilliGpu() / 1000.0)
                        .sum();
        double coming =
                LaneCapacity.gpus(planned, forecast) + purchases.gpus(facts.pools(), forecast);
        return Math.max(0, coming - promised - waiting);
    }

    private double allowed(DemandForecast forecast, Offer offer) {
        double up =
                LaneCapacity.gpus(
                        facts.nodes().stream().filter(n -> !n.node().state().isPlanned()).toList(),
                        forecast);
        double few = NODES_ON_ORDER * LaneCapacity.usable(offer.template(), forecast);
        double doubted = Math.max(few, SHARE_ON_ORDER * up);
        double sure = needed(forecast, offer, NEARLY_SURE) - up;
        return Math.min(policy.maxAheadGpus(), Math.max(doubted, sure));
    }

    private ScalingPlan.Bound bound(
            DemandForecast forecast, Offer offer, double have, double onOrder, double allowed) {
        double target = needed(forecast, offer, quantile(forecast, offer));
        boolean most = allowed >= policy.maxAheadGpus();
        return new ScalingPlan.Bound(
                forecast.series(),
                most ? BoundBy.MAX_AHEAD : BoundBy.SHARE_ON_ORDER,
                onOrder + Math.max(0, target - have),
                allowed,
                most
                        ? "no forecast may have more on order"
                        : "the forecast is not sure enough for more than half of what is up");
    }

    private NodeReason why(DemandForecast forecast, Offer offer, double chance) {
        double level = quantile(forecast, offer);
        Duration idle = Newsvendor.heldAtLeast(offer, policy.keepIdle());
        return new NodeReason.ForForecast(
                forecast.series().toString(),
                level,
                needed(forecast, offer, level),
                offer.lead().mean(),
                String.format(
                        Locale.ROOT,
                        "%s; ready in %s, or %s for the slowest tenth%s; used with chance %.2f: a GPU that is missing costs $%.3f of waiting, one too many $%.3f until it is given back",
                        ForShortfall.chosen(offer),
                        offer.lead().median(),
                        offer.lead().slow(),
                        offer.preparing().later(),
                        chance,
                        waiting(forecast) * Newsvendor.hours(offer.lead().mean()),
                        Newsvendor.perGpuHour(offer) * Newsvendor.hours(idle)));
    }

    /// The offer that holds the usual demand at the lowest price, wait and risk counted.
    private @Nullable Offer best(DemandForecast forecast) {
        List<Offer> offers =
                market
                        .open(
                                forecast.series().lane(),
                                policy.forecastTenant(),
                                policy.forecastEnvironment())
                        .stream()
                        .filter(
                                o ->
                                        LaneCapacity.allows(
                                                forecast.series().models(),
                                                o.template().gpuModel()))
                        .filter(
                                o ->
                                        o.template().gpus() > 0
                                                && o.template().holds(oneGpu(forecast)))
                        .toList();
        Optional<Offer> largest =
                offers.stream().max(Comparator.comparingInt(o -> o.template().gpus()));
        if (largest.isEmpty()) {
            return null;
        }
        AtStake stake = AtStake.of(forecast, policy.waiting());
        List<Demand> whole =
                List.of(new Demand(oneGpu(forecast), stake, largest.get().template().gpus()));
        @Nullable Taken taken = CheapestCover.next(whole, offers);
        return taken == null ? null : taken.offer();
    }

    private double waiting(DemandForecast forecast) {
        return policy.waiting().of(forecast);
    }

    private double quantile(DemandForecast forecast, Offer offer) {
        return Newsvendor.quantile(offer, waiting(forecast), policy.keepIdle());
    }

    /// What one GPU of the demand is: with the CPU and memory that go with it, so that what is bought can be used.
    private static Shape oneGpu(DemandForecast forecast) {
        Shape typical = forecast.typical();
        return typical == null
                ? new Shape(forecast.series().allowed(), 1, Shape.WHOLE, 0, 0, 0)
                : typical;
    }
}
