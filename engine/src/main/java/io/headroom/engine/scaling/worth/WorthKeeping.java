package io.headroom.engine.scaling.worth;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.engine.scaling.fact.LaneCapacity;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPolicy;

/// Whether an idle node is likely enough to be used soon to pay for its idling until then (see [Newsvendor]).
public final class WorthKeeping {

    /// Finer is not known, and would make a new reason of every second.
    private static final double ROUND = 1000;

    private final ScalingFacts facts;
    private final ScalingPolicy policy;
    private final KeepWarm warmth;
    private final Instant now;

    private record Kind(String pool, NodeTemplate template) {}

    /// How long it takes until one that is woken is as good, where a wake is offered.
    private final Map<Kind, Optional<Duration>> wakes = new LinkedHashMap<>();

    /// How long it takes until one that is bought is as good, by pool.
    private final Map<String, Duration> boots = new LinkedHashMap<>();

    public WorthKeeping(ScalingFacts facts, ScalingPolicy policy, KeepWarm warmth, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.warmth = warmth;
        this.now = now;
    }

    /// Whether a forecast speaks for a node: one whose steps are over says nothing.
    public boolean isForeseen(NodeFact fact) {
        return forecasts(fact).anyMatch(f -> f.usableAt(now) && LaneCapacity.reaches(f, now));
    }

    private Stream<DemandForecast> forecasts(NodeFact fact) {
        return facts.forecasts().stream().filter(f -> f.usable() && LaneCapacity.serves(fact, f));
    }

    /// The first time within the break-even at which the chance that it is used is worth its idling until then.
    ///
    /// @param left the nodes that stay, this one counted
    public Optional<KeptFor> keeping(NodeFact fact, List<NodeFact> left) {
        if (!policy.buyAhead()) {
            return Optional.empty();
        }
        Another another = another(fact);
        Duration ahead = keepAhead(fact);
        return forecasts(fact)
                .map(forecast -> keeping(fact, left, forecast, another, ahead))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<KeptFor> keeping(
            NodeFact fact,
            List<NodeFact> left,
            DemandForecast forecast,
            Another another,
            Duration ahead) {
        double price = perGpuHour(fact);
        double waiting = waiting(fact);
        double more = LaneCapacity.usable(fact.node().template(), forecast);
        double without = LaneCapacity.gpus(left, forecast) - more;
        Duration step = forecast.step();
        for (Duration at = step; at.compareTo(ahead) <= 0; at = at.plus(step)) {
            double chance = LaneCapacity.use(forecast, without, more, now.plus(at));
            double enough = Newsvendor.chanceToKeep(price, another, at, waiting);
            if (chance >= enough) {
                return Optional.of(
                        new KeptFor.ForeseenDemand(
                                forecast.series().toString(),
                                rounded(chance),
                                rounded(enough),
                                rounded(without),
                                stepOf(forecast, now.plus(at)),
                                another.lead(),
                                money(price),
                                waiting,
                                dearest(chance, another, at, waiting)));
            }
        }
        return Optional.empty();
    }

    public Duration keepAhead(NodeFact fact) {
        return Newsvendor.breakEven(perGpuHour(fact), another(fact), waiting(fact));
    }

    private double waiting(NodeFact fact) {
        return policy.waiting().of(fact, facts.forecasts());
    }

    private static double perGpuHour(NodeFact fact) {
        return fact.node().pricePerHour().micros() / 1e6 / Math.max(1, fact.node().gpus());
    }

    /// Where it would be stopped, and it is known how long a wake takes and the work runs, one that is woken, unless that is thought
    /// dearer than one that is bought.
    private Another another(NodeFact fact) {
        Another bought = Another.bought(boot(fact));
        return wake(fact)
                .flatMap(wake -> runs(fact.node().lane()).map(runs -> Another.woken(wake, runs)))
                .filter(woken -> costs(fact, woken) < costs(fact, bought))
                .orElse(bought);
    }

    private double costs(NodeFact fact, Another another) {
        return another.costs(perGpuHour(fact), waiting(fact));
    }

    private Duration boot(NodeFact fact) {
        return boots.computeIfAbsent(fact.node().pool(), this::bootOf);
    }

    private Duration bootOf(String pool) {
        return facts.offers().stream()
                .filter(o -> o.pool().equals(pool) && !o.ofStopped())
                .map(Offer::untilAsGood)
                .max(Comparator.naturalOrder())
                .orElse(policy.keepIdle());
    }

    private Optional<Duration> wake(NodeFact fact) {
        Kind kind = new Kind(fact.node().pool(), fact.node().template());
        return wakes.computeIfAbsent(kind, this::wakeOf).filter(_ -> warmth.wouldTake(fact));
    }

    private Optional<Duration> wakeOf(Kind kind) {
        return facts.offers().stream()
                .filter(Offer::ofStopped)
                .filter(o -> kind.equals(new Kind(o.pool(), o.template())))
                .map(Offer::untilAsGood)
                .max(Comparator.naturalOrder());
    }

    /// How long what runs in a lane holds its place, on average over its places.
    private Optional<Duration> runs(String lane) {
        double places = 0;
        double ends = 0;
        for (Turnover turnover : facts.turnovers()) {
            if (turnover.lane().equals(lane)) {
                places += turnover.replicas();
                ends += turnover.replicas() / (double) turnover.runs().toMillis();
            }
        }
        return ends <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) (places / ends)));
    }

    /// [Newsvendor#chanceToKeep] solved for the price.
    private @Nullable Money dearest(double chance, Another another, Duration at, double waiting) {
        double again = chance * Newsvendor.hours(another.lead());
        double idling = Newsvendor.hours(at);
        double waits = chance * Newsvendor.hours(another.waited());
        return idling <= again ? null : money(waits * waiting / (idling - again));
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
