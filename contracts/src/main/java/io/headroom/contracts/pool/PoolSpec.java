package io.headroom.contracts.pool;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.price.TariffSpec;

/// A declared source of nodes.
///
/// @param region the provider's region; empty for machines of our own
/// @param instanceTypes types that may be bought, none preferred
/// @param min nodes kept always; @param max nodes at most
/// @param machines for Redfish only
/// @param tariff what the power of its machines costs; for Redfish only
public record PoolSpec(
        ProviderKind provider,
        @Nullable String region,
        @Nullable List<String> zones,
        @Nullable List<String> instanceTypes,
        @Nullable List<CapacityType> capacityTypes,
        @Nullable String lane,
        @Nullable Integer min,
        int max,
        @Nullable WarmSpec warm,
        @Nullable PoolMode mode,
        @Nullable Map<String, String> labels,
        @Nullable List<MachineSpec> machines,
        @Nullable TariffSpec tariff) {

    public static final int MAX_NODES = 100_000;

    public PoolSpec {
        min = min == null ? 0 : min;
        region = region == null ? "" : region;
        zones = zones == null ? List.of() : List.copyOf(zones);
        instanceTypes = instanceTypes == null ? List.of() : List.copyOf(instanceTypes);
        capacityTypes =
                capacityTypes == null || capacityTypes.isEmpty()
                        ? List.of(CapacityType.ON_DEMAND)
                        : List.copyOf(capacityTypes);
        lane = lane == null ? "default" : lane;
        warm = (warm == null ? WarmSpec.none() : warm).inPoolOf(Math.clamp(max, 0, MAX_NODES));
        mode = mode == null ? PoolMode.ACT : mode;
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        machines = machines == null ? List.of() : List.copyOf(machines);
        boolean own = provider == ProviderKind.REDFISH;
        new Checks()
                .present(provider, "provider")
                .that(own || !region.isBlank(), "region", "is required")
                .that(own || !zones.isEmpty(), "zones", "at least one is required")
                .that(own || !instanceTypes.isEmpty(), "instanceTypes", "at least one is required")
                .that(!own || !machines.isEmpty(), "machines", "at least one is required")
                .that(own || machines.isEmpty(), "machines", "only for provider redfish")
                .that(own || tariff == null, "tariff", "only for provider redfish")
                .that(
                        tariff != null || machines.stream().allMatch(m -> m.power() == null),
                        "tariff",
                        "is required: a machine declares its power")
                .distinct(zones, "zones")
                .distinct(instanceTypes, "instanceTypes")
                .distinct(capacityTypes, "capacityTypes")
                .that(
                        !capacityTypes.contains(CapacityType.RESERVED),
                        "capacityTypes",
                        "must be of on-demand and spot: reserved capacity is not bought")
                .that(
                        machines.stream().map(MachineSpec::name).distinct().count()
                                == machines.size(),
                        "machines.name",
                        "each name may be given once")
                .that(
                        machines.stream().map(MachineSpec::address).distinct().count()
                                == machines.size(),
                        "machines.address",
                        "each machine may be declared once")
                .name(lane, "lane")
                .range(max, 0, MAX_NODES, "max")
                .range(min, 0, max, "min")
                .labels(labels, "labels")
                .done();
    }

    /// One whose power costs nothing of its own.
    public PoolSpec(
            ProviderKind provider,
            @Nullable String region,
            @Nullable List<String> zones,
            @Nullable List<String> instanceTypes,
            @Nullable List<CapacityType> capacityTypes,
            @Nullable String lane,
            @Nullable Integer min,
            int max,
            @Nullable WarmSpec warm,
            @Nullable PoolMode mode,
            @Nullable Map<String, String> labels,
            @Nullable List<MachineSpec> machines) {
        this(
                provider,
                region,
                zones,
                instanceTypes,
                capacityTypes,
                lane,
                min,
                max,
                warm,
                mode,
                labels,
                machines,
                null);
    }

    @Override
    public Integer min() {
        return min == null ? 0 : min;
    }

    @Override
    public String region() {
        return region == null ? "" : region;
    }

    @Override
    public List<String> zones() {
        return zones == null ? List.of() : zones;
    }

    @Override
    public List<String> instanceTypes() {
        return instanceTypes == null ? List.of() : instanceTypes;
    }

    @Override
    public List<CapacityType> capacityTypes() {
        return capacityTypes == null ? List.of() : capacityTypes;
    }

    @Override
    public String lane() {
        return lane == null ? "default" : lane;
    }

    @Override
    public WarmSpec warm() {
        return warm == null ? WarmSpec.none() : warm;
    }

    @Override
    public PoolMode mode() {
        return mode == null ? PoolMode.ACT : mode;
    }

    @Override
    public Map<String, String> labels() {
        return labels == null ? Map.of() : labels;
    }

    @Override
    public List<MachineSpec> machines() {
        return machines == null ? List.of() : machines;
    }
}
