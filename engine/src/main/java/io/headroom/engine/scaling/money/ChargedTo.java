package io.headroom.engine.scaling.money;

import java.util.List;

import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.node.Node;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;

/// By what budgets know a node: one that is there, or one that may be bought.
final class ChargedTo {

    private final List<PoolFact> pools;

    ChargedTo(List<PoolFact> pools) {
        this.pools = pools;
    }

    static SpendAttributes of(Node node) {
        return new SpendAttributes(
                node.tenant(),
                node.environment(),
                node.pool(),
                node.lane(),
                node.provider(),
                node.region(),
                node.capacityType(),
                node.labels());
    }

    SpendAttributes of(String tenant, String environment, Offer offer) {
        PoolFact pool =
                pools.stream().filter(p -> p.name().equals(offer.pool())).findFirst().orElseThrow();
        return new SpendAttributes(
                tenant,
                environment,
                offer.pool(),
                pool.spec().lane(),
                offer.provider(),
                offer.region(),
                offer.capacityType(),
                pool.spec().labels());
    }
}
