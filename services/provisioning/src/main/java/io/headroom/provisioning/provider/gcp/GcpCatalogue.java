package io.headroom.provisioning.provider.gcp;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.google.cloud.billing.v1.CloudCatalogClient;
import com.google.cloud.billing.v1.CloudCatalogSettings;
import com.google.cloud.billing.v1.ListSkusRequest;
import com.google.cloud.billing.v1.Sku;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.provider.catalogue.CataloguePrice;
import io.headroom.provisioning.provider.catalogue.PriceCatalogue;
import io.headroom.provisioning.provider.endpoint.Endpoints;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

/// Google's Cloud Billing Catalog, by REST. It has no filter: all pages of Compute Engine are read, and what may count is kept.
@Singleton
final class GcpCatalogue implements PriceCatalogue {

    private static final String COMPUTE_ENGINE = "services/6F81-5844-456A";
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-billing.readonly";
    private static final int PAGE = 5000;

    private final GceClients clients;
    private final ProviderSettings settings;
    private final Optional<URI> endpoint;
    private @Nullable CloudCatalogClient client;

    @Inject
    GcpCatalogue(GceClients clients, ProviderSettings settings, Endpoints endpoints) {
        this.clients = clients;
        this.settings = settings;
        this.endpoint = endpoints.of(settings.gcp().billingEndpoint(), "");
    }

    @Override
    public ProviderKind provider() {
        return ProviderKind.GCP;
    }

    @Override
    public PriceSource source() {
        return PriceSource.GCP_CATALOGUE;
    }

    /// An emulator of Compute Engine alone has no catalogue, and Google's own is not that of its machines.
    @Override
    public boolean configured() {
        return endpoint.isPresent()
                || (settings.gcp().endpoint().isEmpty() && clients.configured());
    }

    @Override
    public List<CataloguePrice> prices(String region, List<NodeTemplate> types) {
        List<Sku> skus = skus(region);
        List<CataloguePrice> prices = new ArrayList<>();
        for (NodeTemplate type : types) {
            for (CapacityType capacity : List.of(CapacityType.ON_DEMAND, CapacityType.SPOT)) {
                prices.add(told(type, capacity, c -> GcpParts.price(skus, type, c)));
            }
        }
        return prices;
    }

    private static CataloguePrice told(
            NodeTemplate type, CapacityType capacity, Function<CapacityType, CataloguePrice> of) {
        try {
            return of.apply(capacity);
        } catch (IllegalArgumentException e) {
            return new CataloguePrice.Missing(
                    type.instanceType(), capacity, String.valueOf(e.getMessage()));
        }
    }

    private List<Sku> skus(String region) {
        ListSkusRequest request =
                ListSkusRequest.newBuilder()
                        .setParent(COMPUTE_ENGINE)
                        .setCurrencyCode("USD")
                        .setPageSize(PAGE)
                        .build();
        return GceFailures.translated(
                () -> {
                    List<Sku> kept = new ArrayList<>();
                    for (Sku sku : client().listSkus(request).iterateAll()) {
                        if (GcpParts.mayCount(sku, region)) {
                            kept.add(sku);
                        }
                    }
                    return kept;
                });
    }

    private synchronized CloudCatalogClient client() {
        CloudCatalogClient now = client;
        if (now == null) {
            now = create();
            client = now;
        }
        return now;
    }

    private CloudCatalogClient create() {
        try {
            CloudCatalogSettings.Builder builder = CloudCatalogSettings.newHttpJsonBuilder();
            endpoint.ifPresent(uri -> builder.setEndpoint(uri.toString()));
            builder.setCredentialsProvider(
                    clients.credentials(
                            endpoint,
                            SCOPE,
                            CloudCatalogSettings.defaultCredentialsProviderBuilder().build()));
            builder.listSkusSettings().setSimpleTimeoutNoRetriesDuration(settings.priceTimeout());
            return CloudCatalogClient.create(builder.build());
        } catch (IOException e) {
            throw new ProviderException(
                    new ProviderFailure.Denied(
                            "the client of the catalogue cannot be made: " + e.getMessage()),
                    e);
        }
    }

    @PreDestroy
    synchronized void close() {
        CloudCatalogClient now = client;
        if (now != null) {
            now.close();
        }
    }
}
