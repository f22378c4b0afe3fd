package io.headroom.provisioning.provider.aws;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.PricingClientBuilder;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.FilterType;
import software.amazon.awssdk.services.pricing.model.GetProductsRequest;

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

/// AWS Price List. It is asked in a region of its own, and each type by itself: the list of a region is some hundred megabytes.
@Singleton
final class AwsPriceList implements PriceCatalogue {

    private static final int PAGE = 100;

    private final Ec2Clients clients;
    private final ProviderSettings settings;
    private final Optional<URI> endpoint;
    private @Nullable PricingClient client;

    @Inject
    AwsPriceList(Ec2Clients clients, ProviderSettings settings, Endpoints endpoints) {
        this.clients = clients;
        this.settings = settings;
        this.endpoint = endpoints.of(settings.aws().pricingEndpoint(), "/");
    }

    @Override
    public ProviderKind provider() {
        return ProviderKind.AWS;
    }

    @Override
    public PriceSource source() {
        return PriceSource.AWS_PRICE_LIST;
    }

    /// An emulator of EC2 alone has no price list, and AWS' own is not that of its machines.
    @Override
    public boolean configured() {
        return endpoint.isPresent()
                || (settings.aws().endpoint().isEmpty() && clients.configured());
    }

    @Override
    public List<CataloguePrice> prices(String region, List<NodeTemplate> types) {
        List<CataloguePrice> prices = new ArrayList<>();
        for (NodeTemplate type : types) {
            prices.add(price(region, type.instanceType()));
        }
        return prices;
    }

    private CataloguePrice price(String region, String type) {
        GetProductsRequest request =
                GetProductsRequest.builder()
                        .serviceCode("AmazonEC2")
                        .formatVersion("aws_v1")
                        .maxResults(PAGE)
                        .filters(
                                is("instanceType", type),
                                is("regionCode", region),
                                is("operatingSystem", "Linux"),
                                is("tenancy", "Shared"),
                                is("preInstalledSw", "NA"),
                                is("capacitystatus", "Used"))
                        .build();
        try {
            List<String> documents =
                    client().getProductsPaginator(request).priceList().stream().toList();
            return PriceListDocument.onDemand(documents, type, region);
        } catch (SdkException e) {
            throw new ProviderException(
                    new ProviderFailure.Unknown(String.valueOf(e.getMessage())), e);
        } catch (IllegalArgumentException e) {
            return new CataloguePrice.Missing(
                    type, CapacityType.ON_DEMAND, String.valueOf(e.getMessage()));
        }
    }

    private static Filter is(String field, String value) {
        return Filter.builder().type(FilterType.TERM_MATCH).field(field).value(value).build();
    }

    private synchronized PricingClient client() {
        PricingClient now = client;
        if (now == null) {
            now = create();
            client = now;
        }
        return now;
    }

    private PricingClient create() {
        PricingClientBuilder builder =
                PricingClient.builder()
                        .region(Region.of(settings.aws().pricingRegion()))
                        .credentialsProvider(clients.credentials())
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(settings.callTimeout())
                                        .socketTimeout(settings.priceTimeout()))
                        .overrideConfiguration(
                                o ->
                                        o.apiCallTimeout(settings.priceTimeout())
                                                .retryStrategy(AwsRetryStrategy.doNotRetry()));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @PreDestroy
    synchronized void close() {
        PricingClient now = client;
        if (now != null) {
            now.close();
        }
    }
}
