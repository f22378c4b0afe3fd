package io.headroom.provisioning.provider.aws;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.provisioning.provider.catalogue.CataloguePrice;

/// Reads AWS Price List's documents: a product with its terms, each a JSON text of its own.
final class PriceListDocument {

    private record Price(BigDecimal dollars, Instant asOf) {}

    private PriceListDocument() {}

    /// The on-demand price of a shared Linux machine. Throws what keeps it from being told.
    static CataloguePrice onDemand(List<String> documents, String type, String region) {
        SequencedSet<Price> prices = new LinkedHashSet<>();
        for (String document : documents) {
            JsonNode read = read(document);
            JsonNode attributes = read.path("product").path("attributes");
            if (isMeant(attributes, type, region)) {
                read.path("terms").path("OnDemand").forEach(term -> prices.add(price(term)));
            }
        }
        if (prices.isEmpty()) {
            return new CataloguePrice.Missing(
                    type,
                    CapacityType.ON_DEMAND,
                    "AWS Price List has no on-demand price of " + type + " in " + region);
        }
        if (prices.stream().map(p -> p.dollars().stripTrailingZeros()).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "AWS Price List has %d prices of %s in %s"
                            .formatted(prices.size(), type, region));
        }
        Price price = prices.getFirst();
        return new CataloguePrice.Found(
                type,
                CapacityType.ON_DEMAND,
                CataloguePrice.roundedUp(price.dollars()),
                price.asOf());
    }

    /// The filters ask for the same; what they do not know (capacity blocks) is left out here.
    private static boolean isMeant(JsonNode attributes, String type, String region) {
        return is(attributes, "instanceType", type)
                && is(attributes, "regionCode", region)
                && is(attributes, "operatingSystem", "Linux")
                && is(attributes, "tenancy", "Shared")
                && is(attributes, "preInstalledSw", "NA")
                && is(attributes, "capacitystatus", "Used")
                && attributes.path("marketoption").asText("OnDemand").equals("OnDemand");
    }

    private static boolean is(JsonNode attributes, String name, String value) {
        return attributes.path(name).asText().equalsIgnoreCase(value);
    }

    private static Price price(JsonNode term) {
        JsonNode dimensions = term.path("priceDimensions");
        if (dimensions.size() != 1) {
            throw new IllegalArgumentException(
                    "an on-demand term has %d prices instead of one".formatted(dimensions.size()));
        }
        JsonNode dimension = dimensions.iterator().next();
        if (!dimension.path("unit").asText().equals("Hrs")) {
            throw new IllegalArgumentException(
                    "the price is by " + dimension.path("unit").asText() + ", not by the hour");
        }
        String dollars = dimension.path("pricePerUnit").path("USD").asText();
        try {
            return new Price(
                    new BigDecimal(dollars), Instant.parse(term.path("effectiveDate").asText()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a price in dollars: '" + dollars + "'", e);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "not an instant: '" + term.path("effectiveDate").asText() + "'", e);
        }
    }

    private static JsonNode read(String document) {
        try {
            return HeadroomJson.tolerant().readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
