package io.headroom.provisioning;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.provider.catalogue.CataloguePrice;
import io.headroom.provisioning.provider.catalogue.PriceCatalogue;

/// A price list that says what the test does, once it says anything.
@Singleton
public class FakePriceList implements PriceCatalogue {

    static final Instant AS_OF = Instant.parse("2026-01-01T00:00:00Z");

    /// By region and type.
    final Map<String, Money> prices = new ConcurrentHashMap<>();

    /// Since when a price holds by the list, if not since long ago.
    final Map<String, Instant> since = new ConcurrentHashMap<>();

    final AtomicBoolean away = new AtomicBoolean();

    @Override
    public ProviderKind provider() {
        return ProviderKind.AWS;
    }

    @Override
    public PriceSource source() {
        return PriceSource.AWS_PRICE_LIST;
    }

    @Override
    public boolean configured() {
        return !prices.isEmpty();
    }

    @Override
    public List<CataloguePrice> prices(String region, List<NodeTemplate> types) {
        if (away.get()) {
            throw new ProviderException(new ProviderFailure.Unknown("no answer"));
        }
        return types.stream().map(type -> price(region, type.instanceType())).toList();
    }

    private CataloguePrice price(String region, String type) {
        Money price = prices.get(region + "/" + type);
        return price == null
                ? new CataloguePrice.Missing(type, CapacityType.ON_DEMAND, "not listed")
                : new CataloguePrice.Found(
                        type,
                        CapacityType.ON_DEMAND,
                        price,
                        since.getOrDefault(region + "/" + type, AS_OF));
    }
}
