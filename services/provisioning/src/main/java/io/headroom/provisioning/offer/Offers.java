package io.headroom.provisioning.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.MachineSpec;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.engine.price.Load;
import io.headroom.engine.price.OwnCost;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.provisioning.offer.Answers.MarketAnswer;
import io.headroom.provisioning.pool.LeadTimes.Learned;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.price.ListPrices;
import io.headroom.provisioning.price.ListPrices.Listed;
import io.headroom.provisioning.price.spot.Interruptions;

/// Makes offers of what pools declare, what prices are, and what was learned of each zone and type.
@Singleton
public final class Offers {

    /// The provider's rules of the bill, and real time for the call that ends it.
    static final Duration CLOUD_MINIMUM = Duration.ofSeconds(60);

    private static final Duration CLOUD_END = Duration.ofSeconds(60);
    private static final Duration SLOW_END = Duration.ofSeconds(90);
    private static final Duration END_REAL = Duration.ofSeconds(3);

    private static final Duration MACHINE_BOOT = Duration.ofMinutes(5);

    private final ListPrices list;
    private final SpotPrices spot;
    private final WorstPrices worst;
    private final Interruptions interruptions;
    private final VirtualClock clock;

    @Inject
    Offers(
            ListPrices list,
            SpotPrices spot,
            WorstPrices worst,
            Interruptions interruptions,
            VirtualClock clock) {
        this.list = list;
        this.spot = spot;
        this.worst = worst;
        this.interruptions = interruptions;
        this.clock = clock;
    }

    /// What can be asked for now, likeliest first; what lacked of late is left out until it is worth asking again.
    public List<Offer> now(
            List<PoolRow> pools, List<MarketAnswer> answers, List<Learned> learned, Instant now) {
        Limits limits = Limits.of(answers, now);
        Map<String, MarketAnswer> byKey = new HashMap<>();
        answers.forEach(
                a -> byKey.put(key(a.provider(), a.zone(), a.instanceType(), a.capacityType()), a));
        SeenTimes seen = new SeenTimes(learned);
        List<Offer> offers = new ArrayList<>();
        for (PoolRow pool : pools) {
            if (!pool.isTroubled(now)) {
                offers.addAll(
                        ofPool(pool, byKey, now).stream()
                                .map(seen::ofNew)
                                .filter(o -> limits.on(pool.spec(), o).isEmpty())
                                .toList());
            }
        }
        offers.sort(Comparator.comparingDouble(Offer::likelihood).reversed());
        return offers;
    }

    /// All that pools may have, whether there is any of it now or not.
    List<Offer> all(List<PoolRow> pools) {
        Instant always = Instant.EPOCH;
        return pools.stream().flatMap(pool -> ofPool(pool, Map.of(), always).stream()).toList();
    }

    private List<Offer> ofPool(PoolRow pool, Map<String, MarketAnswer> answers, Instant now) {
        return pool.spec().provider() == ProviderKind.REDFISH
                ? ofMachines(pool, answers, now)
                : ofTypes(pool, answers, now);
    }

    private List<Offer> ofTypes(PoolRow pool, Map<String, MarketAnswer> answers, Instant now) {
        List<Offer> offers = new ArrayList<>();
        PoolSpec spec = pool.spec();
        for (NodeTemplate template : pool.templates()) {
            Optional<Listed> entry =
                    list.find(spec.provider(), spec.region(), template.instanceType());
            for (String zone : spec.zones()) {
                for (CapacityType capacity : spec.capacityTypes()) {
                    String key = key(spec.provider(), zone, template.instanceType(), capacity);
                    Optional<MarketAnswer> answer = Optional.ofNullable(answers.get(key));
                    if (entry.isPresent() && answer.filter(a -> a.isShort(now)).isEmpty()) {
                        offers.add(offer(pool, zone, template, capacity, entry.get(), answer));
                    }
                }
            }
        }
        return offers;
    }

    private Offer offer(
            PoolRow pool,
            String zone,
            NodeTemplate template,
            CapacityType capacity,
            Listed entry,
            Optional<MarketAnswer> answer) {
        PoolSpec spec = pool.spec();
        boolean isSpot = capacity == CapacityType.SPOT;
        Money price = isSpot ? spotPrice(spec.provider(), zone, entry) : entry.perHour();
        double prior = isSpot ? Answers.SPOT_PRIOR : Answers.ON_DEMAND_PRIOR;
        return new Offer(
                pool.name(),
                spec.provider(),
                spec.region(),
                zone,
                "",
                template,
                capacity,
                price,
                isSpot
                        ? worst.onSpot(spec.provider(), zone, price, entry)
                        : worst.onDemand(spec.provider(), entry),
                CLOUD_MINIMUM,
                endsWithin(spec.provider()),
                entry.boot(),
                likelihood(answer, prior),
                isSpot ? interruptions.perHour(spec.provider(), zone, template.instanceType()) : 0);
    }

    Duration endsWithin(ProviderKind provider) {
        return clock.atLeastReal(provider == ProviderKind.GCP ? SLOW_END : CLOUD_END, END_REAL);
    }

    private Money spotPrice(ProviderKind provider, String zone, Listed entry) {
        return spot.of(provider, zone, entry.instanceType()).orElse(entry.spotPerHour());
    }

    /// Who says the price of an offer.
    PriceOrigin origin(Offer offer) {
        ProviderKind provider = offer.provider();
        String type = offer.template().instanceType();
        if (provider == ProviderKind.REDFISH) {
            return new PriceOrigin(PriceSource.DECLARED, null);
        }
        boolean isSpot = offer.capacityType() == CapacityType.SPOT;
        if (isSpot && spot.of(provider, offer.zone(), type).isPresent()) {
            return new PriceOrigin(PriceSource.SPOT_HISTORY, null);
        }
        return list.find(provider, offer.region(), type)
                .map(
                        l ->
                                isSpot
                                        ? new PriceOrigin(l.spotSource(), null)
                                        : new PriceOrigin(l.source(), l.asOf()))
                .orElse(new PriceOrigin(PriceSource.BUILT_IN, null));
    }

    /// @param asOf since when it holds by that word; absent where it does not say
    record PriceOrigin(PriceSource source, @Nullable Instant asOf) {}

    private List<Offer> ofMachines(PoolRow pool, Map<String, MarketAnswer> answers, Instant now) {
        List<Offer> offers = new ArrayList<>();
        for (MachineSpec machine : pool.spec().machines()) {
            Optional<NodeTemplate> template =
                    pool.templates().stream()
                            .filter(t -> t.instanceType().equals(machine.name()))
                            .findFirst();
            String key =
                    key(
                            ProviderKind.REDFISH,
                            machine.rack(),
                            machine.name(),
                            CapacityType.ON_DEMAND);
            Optional<MarketAnswer> answer = Optional.ofNullable(answers.get(key));
            if (template.isPresent() && answer.filter(a -> a.isShort(now)).isEmpty()) {
                OwnCost cost = OwnCost.of(machine, pool.spec().tariff());
                offers.add(
                        new Offer(
                                pool.name(),
                                ProviderKind.REDFISH,
                                pool.spec().region(),
                                machine.rack(),
                                machine.name(),
                                template.get(),
                                CapacityType.ON_DEMAND,
                                cost.perHour(Load.BUSY, clock.instant()),
                                cost.worstPerHour(),
                                Duration.ZERO,
                                clock.atLeastReal(CLOUD_END, END_REAL),
                                MACHINE_BOOT,
                                likelihood(answer, Answers.ON_DEMAND_PRIOR),
                                0));
            }
        }
        return offers;
    }

    /// In steps of a twentieth: finer is noise, and makes equal offers look different.
    static double likelihood(Optional<MarketAnswer> answer, double prior) {
        return Math.round(answer.map(MarketAnswer::likelihood).orElse(prior) * 20) / 20.0;
    }

    private static String key(
            ProviderKind provider, String zone, String type, CapacityType capacity) {
        return provider + "/" + zone + "/" + type + "/" + capacity;
    }
}
