package io.headroom.cloudsim.pricelist;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;

import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.InstanceType;
import io.headroom.cloudsim.market.ListPrices.Listed;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.wire.Digest;
import io.headroom.contracts.time.VirtualClock;

/// EC2's instances as AWS Price List describes them: each type once for each operating system, tenancy and state of a reservation, with
/// its terms.
@Singleton
class Products {

    private static final String ON_DEMAND = "JRTCKXETXF";
    private static final String HOURS = "6YS6EN2CT7";
    private static final String ONE_YEAR = "4NA7Y494T4";
    private static final double WINDOWS = 1.3;
    private static final double DEDICATED = 1.1;
    private static final double ONE_YEAR_SHARE = 0.63;

    private record Variant(String system, String tenancy, String state, double factor) {}

    /// The one that is bought, and those that look like it.
    private static final List<Variant> VARIANTS =
            List.of(
                    new Variant("Windows", "Shared", "Used", WINDOWS),
                    new Variant("Linux", "Dedicated", "Used", DEDICATED),
                    new Variant("Linux", "Shared", "Used", 1),
                    new Variant("Linux", "Shared", "UnusedCapacityReservation", 1),
                    new Variant("Linux", "Shared", "AllocatedCapacityReservation", 0));

    private final Market market;

    private final VirtualClock clock;

    Products(Market market, VirtualClock clock) {
        this.market = market;
        this.clock = clock;
    }

    List<ObjectNode> all() {
        Catalogue.Shelf shelf = market.catalogue().shelf(Provider.AWS);
        List<ObjectNode> all = new ArrayList<>();
        for (InstanceType type : shelf.types()) {
            Listed listed = market.listPrices().of(Provider.AWS, type.name(), clock.instant());
            for (Variant variant : VARIANTS) {
                all.add(product(shelf.region(), type, variant, listed));
            }
        }
        return all;
    }

    private static ObjectNode product(
            String region, InstanceType type, Variant variant, Listed listed) {
        String sku = code(type.name(), variant.toString());
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode product = document.putObject("product");
        product.put("productFamily", "Compute Instance");
        product.set("attributes", attributes(region, type, variant));
        product.put("sku", sku);
        document.put("serviceCode", "AmazonEC2");
        BigDecimal hourly =
                new BigDecimal(listed.hourly().toString())
                        .multiply(BigDecimal.valueOf(variant.factor()));
        ObjectNode terms = document.putObject("terms");
        String per = " per On Demand %s %s Instance Hour".formatted(variant.system(), type.name());
        ObjectNode term = term(terms.putObject("OnDemand"), sku, ON_DEMAND, listed.since());
        term.putObject("termAttributes");
        rate(term, sku, ON_DEMAND, hourly, per);
        if (variant.state().equals("Used")) {
            ObjectNode year = term(terms.putObject("Reserved"), sku, ONE_YEAR, listed.since());
            year.putObject("termAttributes")
                    .put("LeaseContractLength", "1yr")
                    .put("OfferingClass", "standard")
                    .put("PurchaseOption", "No Upfront");
            String reserved = " per %s %s reserved hour".formatted(variant.system(), type.name());
            rate(
                    year,
                    sku,
                    ONE_YEAR,
                    hourly.multiply(BigDecimal.valueOf(ONE_YEAR_SHARE)),
                    reserved);
        }
        document.put("version", "20260101000000");
        document.put("publicationDate", listed.since().truncatedTo(ChronoUnit.SECONDS).toString());
        return document;
    }

    private static ObjectNode attributes(String region, InstanceType type, Variant variant) {
        boolean isIdle = variant.state().startsWith("Unused");
        return JsonNodeFactory.instance
                .objectNode()
                .put("instanceType", type.name())
                .put("regionCode", region)
                .put("location", "US East (N. Virginia)")
                .put("locationType", "AWS Region")
                .put("operatingSystem", variant.system())
                .put("tenancy", variant.tenancy())
                .put("capacitystatus", variant.state())
                .put("preInstalledSw", "NA")
                .put("licenseModel", "No License required")
                .put("marketoption", "OnDemand")
                .put(
                        "operation",
                        variant.system().equals("Windows") ? "RunInstances:0002" : "RunInstances")
                .put("usagetype", (isIdle ? "UnusedBox:" : "BoxUsage:") + type.name())
                .put("vcpu", Integer.toString(type.vcpus()))
                .put("memory", type.memoryMib() / 1024 + " GiB")
                .put("gpu", Integer.toString(type.gpus()))
                .put("gpuMemory", type.gpus() * type.gpuMemoryMib() / 1024 + " GB HBM")
                .put("servicecode", "AmazonEC2")
                .put("servicename", "Amazon Elastic Compute Cloud");
    }

    private static ObjectNode term(ObjectNode terms, String sku, String code, Instant since) {
        return terms.putObject(sku + "." + code)
                .put("sku", sku)
                .put("offerTermCode", code)
                .put("effectiveDate", since.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static void rate(
            ObjectNode term, String sku, String code, BigDecimal hourly, String said) {
        String rate = sku + "." + code + "." + HOURS;
        BigDecimal price = hourly.setScale(10, RoundingMode.HALF_UP);
        ObjectNode dimension = term.putObject("priceDimensions").putObject(rate);
        dimension
                .put("unit", "Hrs")
                .put("beginRange", "0")
                .put("endRange", "Inf")
                .put("rateCode", rate)
                .put("description", "$" + hourly.stripTrailingZeros().toPlainString() + said);
        dimension.putArray("appliesTo");
        dimension.putObject("pricePerUnit").put("USD", price.toPlainString());
    }

    /// Sixteen letters and digits that stay the same.
    private static String code(String... words) {
        return Digest.of(String.join("/", words)).substring(0, 16).toUpperCase(Locale.ROOT);
    }
}
