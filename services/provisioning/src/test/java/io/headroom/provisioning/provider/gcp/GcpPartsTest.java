package io.headroom.provisioning.provider.gcp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.google.cloud.billing.v1.Category;
import com.google.cloud.billing.v1.PricingExpression;
import com.google.cloud.billing.v1.PricingInfo;
import com.google.cloud.billing.v1.Sku;
import com.google.protobuf.Timestamp;
import com.google.type.Money;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.provisioning.provider.catalogue.CataloguePrice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A machine of Google's costs what its cores, its memory and its GPUs do.
class GcpPartsTest {

    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    private static final String REGION = "us-central1";
    private static final NodeTemplate ONE_A100 = a2("a2-highgpu-1g", 1, 12, 87_040);
    private static final NodeTemplate EIGHT_A100 = a2("a2-highgpu-8g", 8, 96, 696_320);

    @Test
    void the_parts_are_added_up() {
        assertThat(GcpParts.price(list(), ONE_A100, CapacityType.ON_DEMAND))
                .isEqualTo(found("a2-highgpu-1g", CapacityType.ON_DEMAND, "3.673385"));
        assertThat(GcpParts.price(list(), EIGHT_A100, CapacityType.ON_DEMAND))
                .isEqualTo(found("a2-highgpu-8g", CapacityType.ON_DEMAND, "29.38708"));
    }

    @Test
    void spot_has_parts_of_its_own() {
        assertThat(GcpParts.price(list(), ONE_A100, CapacityType.SPOT))
                .isEqualTo(found("a2-highgpu-1g", CapacityType.SPOT, "1.469354"));
    }

    @Test
    void a_part_that_is_missing_is_named() {
        List<Sku> skus = new ArrayList<>(list());
        skus.removeIf(s -> s.getDescription().startsWith("A2 Instance Ram"));
        assertThat(GcpParts.price(skus, ONE_A100, CapacityType.ON_DEMAND))
                .isInstanceOfSatisfying(
                        CataloguePrice.Missing.class,
                        missing -> assertThat(missing.why()).contains("A2 Instance Ram"));
    }

    @Test
    void a_series_whose_parts_are_not_known_has_no_price() {
        assertThat(
                        GcpParts.price(
                                list(),
                                a2("a4-highgpu-8g", 8, 224, 4_063_232),
                                CapacityType.ON_DEMAND))
                .isInstanceOf(CataloguePrice.Missing.class);
    }

    @Test
    void two_prices_of_a_part_in_one_region_are_none() {
        List<Sku> skus = new ArrayList<>(list());
        skus.add(sku("A2 Instance Core running in Iowa", "OnDemand", "h", 0, 40_000_000));
        assertThatThrownBy(() -> GcpParts.price(skus, ONE_A100, CapacityType.ON_DEMAND))
                .hasMessageContaining("2 prices");
    }

    @Test
    void a_part_by_another_unit_is_not_taken() {
        List<Sku> skus = new ArrayList<>(list());
        skus.removeIf(s -> s.getDescription().startsWith("A2 Instance Ram"));
        skus.add(sku("A2 Instance Ram running in Americas", "OnDemand", "GiBy.mo", 3, 0));
        assertThatThrownBy(() -> GcpParts.price(skus, ONE_A100, CapacityType.ON_DEMAND))
                .hasMessageContaining("GiBy.mo");
    }

    @Test
    void of_prices_by_volume_the_dearest_counts() {
        List<Sku> skus = new ArrayList<>(list());
        Sku gpu = skus.removeLast();
        PricingExpression tiers =
                gpu.getPricingInfo(0).getPricingExpression().toBuilder()
                        .addTieredRates(rate(1, 0).setStartUsageAmount(1000))
                        .build();
        skus.add(
                gpu.toBuilder()
                        .setPricingInfo(
                                0, gpu.getPricingInfo(0).toBuilder().setPricingExpression(tiers))
                        .build());
        assertThat(GcpParts.price(skus, ONE_A100, CapacityType.ON_DEMAND))
                .isEqualTo(found("a2-highgpu-1g", CapacityType.ON_DEMAND, "3.673385"));
    }

    @Test
    void only_skus_of_the_region_and_kind_are_kept() {
        Sku core = list().getFirst();
        assertThat(GcpParts.mayCount(core, REGION)).isTrue();
        assertThat(GcpParts.mayCount(core, "europe-west4")).isFalse();
        Sku committed =
                core.toBuilder()
                        .setCategory(core.getCategory().toBuilder().setUsageType("Commit1Yr"))
                        .build();
        assertThat(GcpParts.mayCount(committed, REGION)).isFalse();
    }

    private static CataloguePrice found(String type, CapacityType capacity, String dollars) {
        return new CataloguePrice.Found(
                type, capacity, io.headroom.contracts.budget.Money.of(dollars), JULY);
    }

    private static NodeTemplate a2(String name, int gpus, int cores, int memoryMib) {
        return new NodeTemplate(name, GpuModel.A100_40GB, gpus, cores * 1000, memoryMib);
    }

    private static List<Sku> list() {
        return List.of(
                sku("A2 Instance Core running in Americas", "OnDemand", "h", 0, 31_611_000),
                sku("A2 Instance Ram running in Americas", "OnDemand", "GiBy.h", 0, 4_237_000),
                sku(
                        "Spot Preemptible A2 Instance Core running in Americas",
                        "Preemptible",
                        "h",
                        0,
                        12_644_400),
                sku(
                        "Spot Preemptible A2 Instance Ram running in Americas",
                        "Preemptible",
                        "GiBy.h",
                        0,
                        1_694_800),
                sku(
                        "Nvidia Tesla A100 GPU attached to Spot Preemptible VMs running in Americas",
                        "Preemptible",
                        "h",
                        1,
                        173_563_200),
                sku(
                        "Nvidia Tesla A100 80GB GPU running in Americas",
                        "OnDemand",
                        "h",
                        3,
                        930_000_000),
                sku("Nvidia Tesla A100 GPU running in Americas", "OnDemand", "h", 2, 933_908_000));
    }

    private static Sku sku(String description, String usage, String unit, long units, int nanos) {
        return Sku.newBuilder()
                .setDescription(description)
                .setCategory(Category.newBuilder().setResourceFamily("Compute").setUsageType(usage))
                .addServiceRegions(REGION)
                .addServiceRegions("us-east1")
                .addPricingInfo(
                        PricingInfo.newBuilder()
                                .setEffectiveTime(
                                        Timestamp.newBuilder().setSeconds(JULY.getEpochSecond()))
                                .setPricingExpression(
                                        PricingExpression.newBuilder()
                                                .setUsageUnit(unit)
                                                .addTieredRates(rate(units, nanos))))
                .build();
    }

    private static PricingExpression.TierRate.Builder rate(long units, int nanos) {
        return PricingExpression.TierRate.newBuilder()
                .setUnitPrice(
                        Money.newBuilder().setCurrencyCode("USD").setUnits(units).setNanos(nanos));
    }
}
