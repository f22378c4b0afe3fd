package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.KeptFor;

/// Whether an idle node is likely enough to be used soon to pay for its idling until then (see [Newsvendor]).
final class WorthKeeping {

    /// Finer is not known, and would make a new reason of every second.
    private static final double ROUND = 1000;

    private final ScalingFacts facts;
    private final ScalingPolicy policy;
    private final Instant now;

    WorthKeeping(ScalingFacts facts, ScalingPolicy policy, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.now = now;
    }

    boolean isForeseen(NodeFact fact) {
        return forecasts(fact).findAny().isPresent();
    }

    private Stream<DemandForecast> forecasts(NodeFact fact) {
        return facts.forecasts().stream().filter(f -> f.usable() && LaneCapacity.serves(fact, f));
    }

    /// The first time within the break-even at which the chance that it is used is worth its idling until then.
    ///
    /// @param left the nodes that stay, this one counted
    Optional<KeptFor> keeping(NodeFact fact, List<NodeFact> left) {
        if (!policy.buyAhead()) {
            return Optional.empty();
        }
        Duration boot = boot(fact);
        Duration ahead = keepAhead(fact);
        return forecasts(fact)
                .map(forecast -> keeping(fact, left, forecast, boot, ahead))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<KeptFor> keeping(
            NodeFact fact,
            List<NodeFact> left,
            DemandForecast forecast,
            Duration boot,
            Duration ahead) {
        double price = perGpuHour(fact);
        double more = LaneCapacity.usable(fact.node().template(), forecast);
        double without = LaneCapacity.gpus(left, forecast) - more;
        Duration step = forecast.step();
        for (Duration at = step; at.compareTo(ahead) <= 0; at = at.plus(step)) {
            double chance = LaneCapacity.use(forecast, without, more, now.plus(at));
            double enough =
                    Newsvendor.chanceToKeep(price, boot, at, policy.waitingCostPerGpuHour());
            if (chance >= enough) {
                return Optional.of(
                        new KeptFor.ForeseenDemand(
                                forecast.series().toString(),
                                rounded(chance),
                                rounded(enough),
                                rounded(without),
                                stepOf(forecast, now.plus(at)),
                                boot,
                                money(price),
                                policy.waitingCostPerGpuHour(),
                                dearest(chance, boot, at)));
            }
        }
        return Optional.empty();
    }

    Duration keepAhead(NodeFact fact) {
        return Newsvendor.breakEven(perGpuHour(fact), boot(fact), policy.waitingCostPerGpuHour());
    }

    private static double perGpuHour(NodeFact fact) {
        return fact.node().pricePerHour().micros() / 1e6 / Math.max(1, fact.node().gpus());
    }

    /// How far away another one would be.
    private Duration boot(NodeFact fact) {
        return facts.offers().stream()
                .filter(o -> o.pool().equals(fact.node().pool()) && !o.ofStopped())
                .map(Offer::boot)
                .max(Comparator.naturalOrder())
                .orElse(policy.keepIdle());
    }

    /// [Newsvendor#chanceToKeep] solved for the price.
    private @Nullable Money dearest(double chance, Duration boot, Duration at) {
        double again = chance * Newsvendor.hours(boot);
        double idling = Newsvendor.hours(at);
        return idling <= again
                ? null
                : money(again * policy.waitingCostPerGpuHour() / (idling - again));
    }

    private static Money money(double dollars) {
        return new Money((long) Math.min(1e15, dollars * 1e6));
    }

    private static double rounded(double figure) {
        return Math.round(figure * ROUND) / ROUND;
    }

    /// The forecast's own moments, which do not move on with every plan.
    private static Instant stepOf(DemandForecast forecast, Instant at) {
        long step = forecast.step().toMillis();
        long from = forecast.from().toEpochMilli();
        return Instant.ofEpochMilli(
                from + Math.floorDiv(at.toEpochMilli() - from, step) * step + step);
    }
}
