package io.headroom.cloudsim.pricelist;

import java.net.URI;
import java.util.List;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.billing.v1.CloudCatalogClient;
import com.google.cloud.billing.v1.CloudCatalogSettings;
import com.google.cloud.billing.v1.ListSkusRequest;
import com.google.cloud.billing.v1.Sku;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.GetProductsRequest;
import software.amazon.awssdk.services.pricing.model.PricingException;

import io.headroom.cloudsim.AtOnce;
import io.headroom.cloudsim.Control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Both price lists, asked by the providers' own clients.
@QuarkusTest
@TestProfile(AtOnce.class)
class PriceListClientTest {

    private static final String COMPUTE_ENGINE = "services/6F81-5844-456A";

    @TestHTTPResource URI root = URI.create("http://127.0.0.1/");

    @Test
    void aws_lists_the_products_that_pass_the_filters_page_by_page() {
        try (PricingClient pricing = pricing(AtOnce.KEY_ID, "secret-for-tests")) {
            GetProductsRequest all =
                    request(filter("instanceType", "p5.48xlarge")).maxResults(2).build();
            assertThat(pricing.getProducts(all).nextToken()).isNotBlank();
            assertThat(pricing.getProductsPaginator(all).priceList().stream()).hasSize(5);

            List<String> used =
                    pricing.getProducts(
                                    request(
                                                    filter("instanceType", "p5.48xlarge"),
                                                    filter("operatingSystem", "Linux"),
                                                    filter("tenancy", "Shared"),
                                                    filter("capacitystatus", "Used"))
                                            .build())
                            .priceList();
            assertThat(used).hasSize(1);
            assertThat(used.getFirst())
                    .contains("\"USD\":\"55.0400000000\"")
                    .contains("\"Reserved\"")
                    .contains("\"LeaseContractLength\":\"1yr\"");
        }
    }

    @Test
    void aws_wants_a_signature_for_this_service() {
        try (PricingClient pricing = pricing(AtOnce.KEY_ID, "another-secret")) {
            assertThatThrownBy(() -> pricing.getProducts(request().build()))
                    .isInstanceOfSatisfying(
                            PricingException.class,
                            e ->
                                    assertThat(e.awsErrorDetails().errorCode())
                                            .isEqualTo("UnrecognizedClientException"));
        }
    }

    @Test
    void google_lists_every_part_page_by_page() throws Exception {
        try (CloudCatalogClient catalogue = catalogue()) {
            ListSkusRequest some =
                    ListSkusRequest.newBuilder().setParent(COMPUTE_ENGINE).setPageSize(7).build();
            var page = catalogue.listSkus(some).getPage();
            assertThat(page.getPageElementCount()).isEqualTo(7);
            assertThat(page.hasNextPage()).isTrue();

            List<Sku> skus = skus(catalogue);
            assertThat(skus).hasSize(30);
            Sku core = named(skus, "A2 Instance Core running in Americas");
            assertThat(core.getCategory().getUsageType()).isEqualTo("OnDemand");
            assertThat(core.getServiceRegionsList()).contains("us-central1");
            var price =
                    core.getPricingInfo(0).getPricingExpression().getTieredRates(0).getUnitPrice();
            assertThat(price.getUnits()).isZero();
            assertThat(price.getNanos()).isEqualTo(31_611_000);
            assertThat(catalogue.listServices().iterateAll().iterator().next().getName())
                    .isEqualTo(COMPUTE_ENGINE);
        }
    }

    @Test
    void a_price_that_was_changed_is_listed_from_then_on() {
        Control.price("aws", "g4dn.metal", "9.500000");
        assertThat(Control.get("/simulator/v1/prices/aws/g4dn.metal").getString("hourly"))
                .isEqualTo("9.500000");
        try (PricingClient pricing = pricing(AtOnce.KEY_ID, "secret-for-tests")) {
            assertThat(
                            pricing.getProducts(
                                            request(
                                                            filter("instanceType", "g4dn.metal"),
                                                            filter("operatingSystem", "Linux"),
                                                            filter("tenancy", "Shared"),
                                                            filter("capacitystatus", "Used"))
                                                    .build())
                                    .priceList()
                                    .getFirst())
                    .contains("9.5000000000");
        }
    }

    @Test
    void a_part_that_was_changed_is_in_every_machine_that_has_it() throws Exception {
        Control.price("gcp", "g2-standard-24", "3.998840");
        try (CloudCatalogClient catalogue = catalogue()) {
            Sku gpu = named(skus(catalogue), "Nvidia L4 GPU running in Americas");
            var price =
                    gpu.getPricingInfo(0).getPricingExpression().getTieredRates(0).getUnitPrice();
            assertThat(price.getUnits()).isEqualTo(1);
            assertThat(price.getNanos()).isEqualTo(560_538_000);
        }
        assertThat(Control.get("/simulator/v1/prices/gcp/g2-standard-48").getString("hourly"))
                .isEqualTo("7.997680");
        Control.price("gcp", "g2-standard-24", "1.998840");
    }

    @Test
    void a_machine_is_charged_what_the_list_says_at_its_launch() {
        Control.price("aws", "g4dn.12xlarge", "9.500000");
        Control.answerAtOnce();
        try (Ec2Client ec2 = ec2()) {
            String id =
                    ec2.runInstances(
                                    r ->
                                            r.imageId("ami-1")
                                                    .instanceType("g4dn.12xlarge")
                                                    .minCount(1)
                                                    .maxCount(1))
                            .instances()
                            .getFirst()
                            .instanceId();
            String parts = "items.find { it.instance == '%s' }.".formatted(id);
            var bill = Control.get("/simulator/v1/bill");
            assertThat(
                            Double.parseDouble(bill.getString(parts + "charged"))
                                    + Double.parseDouble(
                                            bill.getString(parts + "mostStillChargeable")))
                    .as("the minimum, at the new price")
                    .isCloseTo(9.5 / 60, within(0.001));
            var _ = ec2.terminateInstances(r -> r.instanceIds(id));
        }
    }

    @Test
    void a_price_of_the_past_is_not_changed() {
        RestAssured.given()
                .contentType("application/json")
                .body("{\"hourly\":\"9.5\",\"from\":\"2026-01-01T00:00:00Z\"}")
                .put("/simulator/v1/prices/aws/g4dn.metal")
                .then()
                .statusCode(400);
    }

    private static List<Sku> skus(CloudCatalogClient catalogue) {
        ListSkusRequest some =
                ListSkusRequest.newBuilder().setParent(COMPUTE_ENGINE).setPageSize(7).build();
        return java.util.stream.StreamSupport.stream(
                        catalogue.listSkus(some).iterateAll().spliterator(), false)
                .toList();
    }

    private static Sku named(List<Sku> skus, String description) {
        return skus.stream()
                .filter(s -> s.getDescription().equals(description))
                .findFirst()
                .orElseThrow();
    }

    private static GetProductsRequest.Builder request(Filter... filters) {
        return GetProductsRequest.builder().serviceCode("AmazonEC2").filters(filters);
    }

    private static Filter filter(String field, String value) {
        return Filter.builder().type("TERM_MATCH").field(field).value(value).build();
    }

    private PricingClient pricing(String key, String secret) {
        return PricingClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(root)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private Ec2Client ec2() {
        return Ec2Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(root)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(AtOnce.KEY_ID, "secret-for-tests")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private CloudCatalogClient catalogue() throws Exception {
        return CloudCatalogClient.create(
                CloudCatalogSettings.newHttpJsonBuilder()
                        .setEndpoint(root.toString().replaceAll("/$", ""))
                        .setCredentialsProvider(NoCredentialsProvider.create())
                        .build());
    }
}
