package io.headroom.provisioning.provider.aws;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.provisioning.provider.catalogue.CataloguePrice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What AWS Price List's documents say.
class PriceListDocumentTest {

    private static final String TYPE = "p5.48xlarge";
    private static final String REGION = "us-east-1";
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

    @Test
    void the_on_demand_price_is_found_among_what_looks_like_it() {
        assertThat(
                        read(
                                product("Windows", "Shared", "Used", "71.5520000000"),
                                product("Linux", "Dedicated", "Used", "60.5440000000"),
                                product(
                                        "Linux",
                                        "Shared",
                                        "UnusedCapacityReservation",
                                        "1.0000000000"),
                                product("Linux", "Shared", "Used", "55.0400000000"),
                                product("Linux", "Shared", "Used", "31.4640000000")
                                        .replace(
                                                "\"OnDemand\",\"gpu\"",
                                                "\"CapacityBlock\",\"gpu\"")))
                .isEqualTo(
                        new CataloguePrice.Found(
                                TYPE, CapacityType.ON_DEMAND, Money.of("55.04"), JULY));
    }

    @Test
    void what_is_less_than_a_millionth_is_rounded_up() {
        assertThat(read(product("Linux", "Shared", "Used", "0.0000001000")))
                .isInstanceOfSatisfying(
                        CataloguePrice.Found.class,
                        price -> assertThat(price.perHour()).isEqualTo(new Money(1)));
    }

    @Test
    void a_number_beyond_all_amounts_is_still_a_price_to_be_refused() {
        assertThat(read(product("Linux", "Shared", "Used", "99999999999999999999999.0")))
                .isInstanceOfSatisfying(
                        CataloguePrice.Found.class,
                        price -> assertThat(price.perHour()).isGreaterThan(Money.of("10000")));
    }

    @Test
    void what_is_not_listed_is_missing() {
        assertThat(read(product("Windows", "Shared", "Used", "71.5520000000")))
                .isInstanceOfSatisfying(
                        CataloguePrice.Missing.class,
                        missing -> assertThat(missing.why()).contains(TYPE).contains(REGION));
        assertThat(read()).isInstanceOf(CataloguePrice.Missing.class);
    }

    @Test
    void two_prices_of_one_thing_are_none() {
        assertThatThrownBy(
                        () ->
                                read(
                                        product("Linux", "Shared", "Used", "55.0400000000"),
                                        product("Linux", "Shared", "Used", "56.0000000000")))
                .hasMessageContaining("2 prices");
    }

    @Test
    void what_cannot_be_read_is_named() {
        assertThatThrownBy(() -> read(product("Linux", "Shared", "Used", "free")))
                .hasMessageContaining("'free'");
        assertThatThrownBy(
                        () ->
                                read(
                                        product("Linux", "Shared", "Used", "1.0")
                                                .replace("\"Hrs\"", "\"Quantity\"")))
                .hasMessageContaining("Quantity");
        assertThatThrownBy(() -> read("<html>")).hasMessageContaining("not JSON");
        assertThatThrownBy(
                        () ->
                                read(
                                        product("Linux", "Shared", "Used", "1.0")
                                                .replace("2026-07-01T00:00:00Z", "soon")))
                .hasMessageContaining("'soon'");
    }

    private static CataloguePrice read(String... documents) {
        return PriceListDocument.onDemand(List.of(documents), TYPE, REGION);
    }

    private static String product(String system, String tenancy, String state, String dollars) {
        return """
        {"product":{"productFamily":"Compute Instance","attributes":{"instanceType":"p5.48xlarge","regionCode":"us-east-1",\
        "location":"US East (N. Virginia)","operatingSystem":"%s","tenancy":"%s","capacitystatus":"%s","preInstalledSw":"NA",\
        "licenseModel":"No License required","marketoption":"OnDemand","gpu":"8","vcpu":"192"},"sku":"EDW3ZMTVVG4UBX79"},\
        "serviceCode":"AmazonEC2","terms":{"OnDemand":{"EDW3ZMTVVG4UBX79.JRTCKXETXF":{"priceDimensions":\
        {"EDW3ZMTVVG4UBX79.JRTCKXETXF.6YS6EN2CT7":{"unit":"Hrs","endRange":"Inf","beginRange":"0","appliesTo":[],\
        "rateCode":"EDW3ZMTVVG4UBX79.JRTCKXETXF.6YS6EN2CT7","description":"per On Demand Instance Hour",\
        "pricePerUnit":{"USD":"%s"}}},"sku":"EDW3ZMTVVG4UBX79","effectiveDate":"2026-07-01T00:00:00Z",\
        "offerTermCode":"JRTCKXETXF","termAttributes":{}}},"Reserved":{"EDW3ZMTVVG4UBX79.4NA7Y494T4":{"priceDimensions":\
        {"EDW3ZMTVVG4UBX79.4NA7Y494T4.6YS6EN2CT7":{"unit":"Hrs","pricePerUnit":{"USD":"34.6752000000"}}},\
        "effectiveDate":"2026-07-01T00:00:00Z","termAttributes":{"LeaseContractLength":"1yr","OfferingClass":"standard",\
        "PurchaseOption":"No Upfront"}}}},"version":"20260701000000","publicationDate":"2026-07-01T00:00:00Z"}
        """
                .formatted(system, tenancy, state, dollars);
    }
}
