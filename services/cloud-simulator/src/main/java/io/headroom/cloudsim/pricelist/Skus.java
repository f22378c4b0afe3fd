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
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.SkuPart;
import io.headroom.cloudsim.wire.Digest;
import io.headroom.contracts.time.VirtualClock;

/// Compute Engine's SKUs: each part on demand, as spot, and committed for a year.
@Singleton
class Skus {

    static final String COMPUTE_ENGINE = "6F81-5844-456A";

    private static final BigDecimal ONE_YEAR_SHARE = new BigDecimal("0.63");
    private static final int NANO_DIGITS = 9;

    private final Market market;

    private final VirtualClock clock;

    Skus(Market market, VirtualClock clock) {
        this.market = market;
        this.clock = clock;
    }

    List<ObjectNode> all() {
        Catalogue.Shelf shelf = market.catalogue().shelf(Provider.GCP);
        List<ObjectNode> all = new ArrayList<>();
        Instant now = clock.instant();
        for (SkuPart part : shelf.parts()) {
            BigDecimal hourly = market.listPrices().of(part, now);
            Instant since = market.listPrices().since(part, now);
            BigDecimal spot = hourly.multiply(BigDecimal.valueOf(part.spot()));
            String region = shelf.region();
            all.add(
                    sku(
                            part,
                            region,
                            committed(part),
                            "Commit1Yr",
                            hourly.multiply(ONE_YEAR_SHARE),
                            since));
            all.add(sku(part, region, spot(part), "Preemptible", spot, since));
            all.add(
                    sku(
                            part,
                            region,
                            part.name() + " running in Americas",
                            "OnDemand",
                            hourly,
                            since));
        }
        return all;
    }

    private static String spot(SkuPart part) {
        return part.kind() == SkuPart.Kind.GPU
                ? part.name() + " attached to Spot Preemptible VMs running in Americas"
                : "Spot Preemptible " + part.name() + " running in Americas";
    }

    private static String committed(SkuPart part) {
        return switch (part.kind()) {
            case CORE ->
                    "Commitment v1: %s Cpu in Americas for 1 Year"
                            .formatted(part.family().toUpperCase(Locale.ROOT));
            case RAM ->
                    "Commitment v1: %s Ram in Americas for 1 Year"
                            .formatted(part.family().toUpperCase(Locale.ROOT));
            case GPU -> "Commitment v1: %s running in Americas for 1 Year".formatted(part.name());
        };
    }

    private static ObjectNode sku(
            SkuPart part,
            String region,
            String description,
            String usage,
            BigDecimal hourly,
            Instant since) {
        String id = id(description);
        ObjectNode sku = JsonNodeFactory.instance.objectNode();
        sku.put("name", "services/" + COMPUTE_ENGINE + "/skus/" + id);
        sku.put("skuId", id);
        sku.put("description", description);
        sku.putObject("category")
                .put("serviceDisplayName", "Compute Engine")
                .put("resourceFamily", "Compute")
                .put("resourceGroup", group(part))
                .put("usageType", usage);
        sku.putArray("serviceRegions").add(region).add("us-east1").add("us-west1");
        ObjectNode info = sku.putArray("pricingInfo").addObject();
        info.put("effectiveTime", since.truncatedTo(ChronoUnit.SECONDS).toString());
        info.put("summary", "");
        info.set("pricingExpression", expression(part, hourly));
        info.put("currencyConversionRate", 1);
        sku.put("serviceProviderName", "Google");
        sku.putObject("geoTaxonomy").put("type", "MULTI_REGIONAL").putArray("regions").add(region);
        return sku;
    }

    private static String group(SkuPart part) {
        return switch (part.kind()) {
            case CORE -> "CPU";
            case RAM -> "RAM";
            case GPU -> "GPU";
        };
    }

    private static ObjectNode expression(SkuPart part, BigDecimal hourly) {
        boolean isRam = part.kind() == SkuPart.Kind.RAM;
        ObjectNode expression = JsonNodeFactory.instance.objectNode();
        expression
                .put("usageUnit", isRam ? "GiBy.h" : "h")
                .put("displayQuantity", 1)
                .put("usageUnitDescription", isRam ? "gibibyte hour" : "hour")
                .put("baseUnit", isRam ? "By.s" : "s")
                .put("baseUnitDescription", isRam ? "byte second" : "second")
                .put("baseUnitConversionFactor", isRam ? 3865470566400.0 : 3600);
        long nanos =
                hourly.movePointRight(NANO_DIGITS)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
        ObjectNode rate = expression.putArray("tieredRates").addObject().put("startUsageAmount", 0);
        rate.putObject("unitPrice")
                .put("currencyCode", "USD")
                .put("units", Long.toString(nanos / 1_000_000_000))
                .put("nanos", (int) (nanos % 1_000_000_000));
        return expression;
    }

    private static String id(String description) {
        String hash = Digest.of(description).toUpperCase(Locale.ROOT);
        return hash.substring(0, 4) + "-" + hash.substring(4, 8) + "-" + hash.substring(8, 12);
    }
}
