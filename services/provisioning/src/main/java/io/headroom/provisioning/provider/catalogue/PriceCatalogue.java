package io.headroom.provisioning.provider.catalogue;

import java.util.List;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;

/// A provider's published prices. Asking blocks for some seconds, and throws [io.headroom.provisioning.provider.ProviderException].
public interface PriceCatalogue {

    ProviderKind provider();

    PriceSource source();

    /// Whether somebody meant it to be asked.
    boolean configured();

    /// What it says of each of these types in a region: at least what it says of each on demand.
    List<CataloguePrice> prices(String region, List<NodeTemplate> types);
}
