package io.headroom.provisioning.provider.gcp;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

import com.google.cloud.billing.v1.PricingExpression;
import com.google.cloud.billing.v1.PricingInfo;
import com.google.cloud.billing.v1.Sku;
import com.google.type.Money;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.provisioning.provider.catalogue.CataloguePrice;

/// What a machine costs by Google's catalogue, which prices cores, memory and GPUs: the sum of them.
final class GcpParts {

    /// How the catalogue calls the GPUs of each series. A series that is not here has no price by the catalogue: its parts would be
    /// guessed. A bundled local SSD is not in the sum.
    private static final SequencedMap<String, String> GPU_OF_SERIES = gpus();

    private static SequencedMap<String, String> gpus() {
        var gpus = new java.util.LinkedHashMap<String, String>();
        gpus.put("a2-highgpu", "Nvidia Tesla A100 GPU");
        gpus.put("a2-megagpu", "Nvidia Tesla A100 GPU");
        gpus.put("a2-ultragpu", "Nvidia Tesla A100 80GB GPU");
        gpus.put("a3-highgpu", "Nvidia H100 80GB GPU");
        gpus.put("g2-standard", "Nvidia L4 GPU");
        return gpus;
    }

    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);
    private static final BigDecimal MIB_PER_GIB = BigDecimal.valueOf(1024);

    private record Part(BigDecimal dollars, Instant asOf) {}

    private GcpParts() {}

    /// Whether a SKU may be a part of such a machine: the catalogue has some ten thousand.
    static boolean mayCount(Sku sku, String region) {
        String usage = sku.getCategory().getUsageType();
        return sku.getServiceRegionsList().contains(region)
                && (usage.equals("OnDemand") || usage.equals("Preemptible"))
                && sku.getCategory().getResourceFamily().equals("Compute");
    }

    /// The sum of its parts' prices. Throws what keeps it from being told.
    static CataloguePrice price(List<Sku> skus, NodeTemplate type, CapacityType capacity) {
        String name = type.instanceType();
        String series = name.substring(0, Math.max(0, name.lastIndexOf('-')));
        String gpu = GPU_OF_SERIES.get(series);
        if (gpu == null) {
            return missing(type, capacity, "the parts of " + name + " are not known by name");
        }
        String family = series.substring(0, series.indexOf('-')).toUpperCase(Locale.ROOT);
        boolean isSpot = capacity == CapacityType.SPOT;
        String before = isSpot ? "Spot Preemptible " : "";
        String ofGpu = isSpot ? " attached to Spot Preemptible VMs running in " : " running in ";
        List<String> wanted =
                List.of(
                        before + family + " Instance Core running in ",
                        before + family + " Instance Ram running in ",
                        gpu + ofGpu);
        List<Part> parts = new ArrayList<>();
        for (String words : wanted) {
            Part part = find(skus, words, words.contains(" Ram ") ? "GiBy.h" : "h");
            if (part == null) {
                return missing(type, capacity, "the catalogue has no '" + words + "…'");
            }
            parts.add(part);
        }
        BigDecimal sum =
                times(parts.get(0), BigDecimal.valueOf(type.cpuMillis()).divide(MILLIS))
                        .add(
                                times(
                                        parts.get(1),
                                        BigDecimal.valueOf(type.memoryMib()).divide(MIB_PER_GIB)))
                        .add(times(parts.get(2), BigDecimal.valueOf(type.gpus())));
        Instant asOf = parts.stream().map(Part::asOf).max(Comparator.naturalOrder()).orElseThrow();
        return new CataloguePrice.Found(name, capacity, CataloguePrice.roundedUp(sum), asOf);
    }

    private static CataloguePrice missing(NodeTemplate type, CapacityType capacity, String why) {
        return new CataloguePrice.Missing(type.instanceType(), capacity, why);
    }

    private static BigDecimal times(Part part, BigDecimal number) {
        return part.dollars().multiply(number);
    }

    private static @Nullable Part find(List<Sku> skus, String words, String unit) {
        List<Part> found =
                skus.stream()
                        .filter(s -> s.getDescription().startsWith(words))
                        .map(s -> part(s, unit))
                        .toList();
        if (found.stream().map(Part::dollars).map(BigDecimal::stripTrailingZeros).distinct().count()
                > 1) {
            throw new IllegalArgumentException(
                    "the catalogue has %d prices of '%s…'".formatted(found.size(), words));
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private static Part part(Sku sku, String unit) {
        PricingInfo info =
                sku.getPricingInfoList().stream()
                        .max(Comparator.comparingLong(i -> i.getEffectiveTime().getSeconds()))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                sku.getDescription() + " has no price"));
        PricingExpression expression = info.getPricingExpression();
        if (!expression.getUsageUnit().equals(unit)) {
            throw new IllegalArgumentException(
                    "%s is priced by %s instead of %s"
                            .formatted(sku.getDescription(), expression.getUsageUnit(), unit));
        }
        // A discount by volume is not counted on: the dearest of the tiers.
        BigDecimal dollars =
                expression.getTieredRatesList().stream()
                        .map(rate -> dollars(rate.getUnitPrice()))
                        .max(Comparator.naturalOrder())
                        .orElse(BigDecimal.ZERO);
        return new Part(dollars, Instant.ofEpochSecond(info.getEffectiveTime().getSeconds()));
    }

    private static BigDecimal dollars(Money price) {
        if (!price.getCurrencyCode().equals("USD")) {
            throw new IllegalArgumentException("a price in " + price.getCurrencyCode());
        }
        return BigDecimal.valueOf(price.getUnits()).add(BigDecimal.valueOf(price.getNanos(), 9));
    }
}
