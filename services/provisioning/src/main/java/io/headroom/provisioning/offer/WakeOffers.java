package io.headroom.provisioning.offer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.provisioning.offer.Answers.MarketAnswer;
import io.headroom.provisioning.pool.LeadTimes.Learned;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.price.ListPrices;
import io.headroom.provisioning.price.ListPrices.Listed;

/// Makes offers of stopped nodes: what each would cost, and how soon it would be ready. A place that was short of late is left out for
/// them as for new ones, for a stopped machine needs a place like any other.
@Singleton
public final class WakeOffers {

    private final ListPrices list;
    private final Offers offers;
    private final WorstPrices worst;

    @Inject
    WakeOffers(ListPrices list, Offers offers, WorstPrices worst) {
        this.list = list;
        this.offers = offers;
        this.worst = worst;
    }

    /// Those that can be asked for now.
    public List<Offer> of(
            List<Node> warm,
            List<PoolRow> pools,
            List<MarketAnswer> answers,
            List<Learned> learned,
            Instant now) {
        Limits limits = Limits.of(answers, now);
        SeenTimes seen = new SeenTimes(learned);
        List<Offer> made = new ArrayList<>();
        for (Node node : warm) {
            pools.stream()
                    .filter(p -> p.name().equals(node.pool()) && !p.isTroubled(now))
                    .findFirst()
                    .flatMap(pool -> offer(node, pool, answers, seen, now))
                    .filter(o -> limits.on(poolOf(node, pools).spec(), o).isEmpty())
                    .ifPresent(made::add);
        }
        return made;
    }

    private static PoolRow poolOf(Node node, List<PoolRow> pools) {
        return pools.stream().filter(p -> p.name().equals(node.pool())).findFirst().orElseThrow();
    }

    private Optional<Offer> offer(
            Node node, PoolRow pool, List<MarketAnswer> answers, SeenTimes seen, Instant now) {
        Optional<MarketAnswer> answer =
                answers.stream()
                        .filter(
                                a ->
                                        a.provider() == node.provider()
                                                && a.zone().equals(node.zone())
                                                && a.instanceType()
                                                        .equals(node.template().instanceType())
                                                && a.capacityType() == CapacityType.ON_DEMAND)
                        .findFirst();
        if (answer.filter(a -> a.isShort(now)).isPresent()) {
            return Optional.empty();
        }
        return list.find(node.provider(), node.region(), node.template().instanceType())
                .map(entry -> seen.ofStopped(offer(node, pool, entry, answer)));
    }

    private Offer offer(Node node, PoolRow pool, Listed entry, Optional<MarketAnswer> answer) {
        return new Offer(
                        pool.name(),
                        node.provider(),
                        node.region(),
                        node.zone(),
                        "",
                        node.template(),
                        CapacityType.ON_DEMAND,
                        entry.perHour(),
                        worst.onDemand(node.provider(), entry),
                        Offers.CLOUD_MINIMUM,
                        offers.endsWithin(node.provider()),
                        entry.boot(),
                        Offers.likelihood(answer, Answers.ON_DEMAND_PRIOR),
                        0)
                .waking(node.id());
    }
}
