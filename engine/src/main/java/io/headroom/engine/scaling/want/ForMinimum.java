package io.headroom.engine.scaling.want;

import java.util.Comparator;
import java.util.Optional;

import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.PoolMode;
import io.headroom.engine.scaling.buy.Market;
import io.headroom.engine.scaling.buy.Purchases;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPolicy;

/// Buys what a pool's declared minimum lacks.
public final class ForMinimum {

    private ForMinimum() {}

    public static void buy(
            ScalingFacts facts, ScalingPolicy policy, Market market, Purchases purchases) {
        for (PoolFact pool : facts.pools()) {
            if (pool.spec().mode() != PoolMode.ACT) {
                continue;
            }
            long missing =
                    pool.spec().min()
                            - facts.nodes().stream()
                                    .filter(n -> n.node().pool().equals(pool.name()))
                                    .filter(n -> !n.node().state().isFinal())
                                    .filter(n -> n.node().state() != NodeState.WARM)
                                    .count();
            for (long i = 0; i < missing && !purchases.full(); i++) {
                Optional<Offer> cheapest =
                        market.ofPool(pool.name(), policy).stream()
                                .min(
                                        Comparator.comparing(Offer::marginalPerHour)
                                                .thenComparingInt(o -> o.ofStopped() ? 0 : 1));
                if (cheapest.isEmpty()) {
                    break;
                }
                purchases.single(
                        policy.forecastTenant(),
                        policy.forecastEnvironment(),
                        0,
                        cheapest.get(),
                        new NodeReason.ForMinimum(pool.name(), pool.spec().min()));
                market.take(cheapest.get());
            }
        }
    }
}
