package io.headroom.provisioning.offer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;
import io.headroom.provisioning.provider.Provider;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.SpotPrice;
import io.headroom.provisioning.provider.lane.Providers;

/// Spot prices as the providers publish them, asked for now and then and kept in memory.
@Singleton
final class SpotPrices {

    private static final Logger LOG = Logger.getLogger(SpotPrices.class);

    /// Prices move by the hour. Half asks twice for the same, twice is late for half of them.
    private static final Duration EVERY = Duration.ofMinutes(5);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);

    private final Providers providers;
    private final Pools pools;
    private final Transactions transactions;
    private final Map<String, Money> prices = new ConcurrentHashMap<>();

    @Inject
    SpotPrices(Providers providers, Pools pools, Transactions transactions) {
        this.providers = providers;
        this.pools = pools;
        this.transactions = transactions;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, this::refresh);
    }

    Optional<Money> of(ProviderKind provider, String zone, String type) {
        return Optional.ofNullable(prices.get(key(provider, zone, type)));
    }

    private void refresh() {
        for (PoolRow pool : transactions.asService(pools::all).await().indefinitely()) {
            if (pool.spec().capacityTypes().contains(CapacityType.SPOT)) {
                refresh(pool);
            }
        }
    }

    private void refresh(PoolRow pool) {
        ProviderKind kind = pool.spec().provider();
        try {
            List<SpotPrice> published =
                    providers.ask(kind, "spot-prices", (Provider p) -> p.spotPrices(pool.spec()));
            published.forEach(p -> prices.put(key(kind, p.zone(), p.instanceType()), p.perHour()));
        } catch (ProviderException e) {
            LOG.debugf("spot prices of %s: %s", pool.name(), e.getMessage());
        }
    }

    private static String key(ProviderKind provider, String zone, String type) {
        return provider + "/" + zone + "/" + type;
    }
}
