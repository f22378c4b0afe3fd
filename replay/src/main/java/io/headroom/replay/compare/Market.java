package io.headroom.replay.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.contracts.pool.WarmSpec.WarmState;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.trace.FleetTrace;
import io.headroom.replay.trace.FleetTraceFormat;

/// Pools, offers and limits of a replay.
record Market(
        List<PoolFact> pools,
        List<Offer> offers,
        List<Scenario.Capacity> capacity,
        List<Scenario.Disk> disks) {

    private static final List<String> ZONES = List.of("zone-a", "zone-b");
    private static final int GPUS_A_NODE = 8;
    private static final Duration TERMINATES_IN = Duration.ofSeconds(30);

    /// @param warmMax how many nodes a pool keeps stopped that does not say it itself; absent: as many as may run
    static Market of(MarketFile file, Duration boot, @Nullable Integer warmMax) {
        List<PoolFact> pools = new ArrayList<>();
        List<Offer> offers = new ArrayList<>();
        List<Scenario.Capacity> capacity = new ArrayList<>();
        List<Scenario.Disk> disks = new ArrayList<>();
        MarketFile.Warm usual = new MarketFile.Warm(warmMax, Scenario.SOME_DISK);
        for (MarketFile.Type type : file.types()) {
            List<String> given = type.zones();
            List<String> zones = given == null || given.isEmpty() ? ZONES : given;
            CapacityType paid = orElse(type.capacityType(), CapacityType.ON_DEMAND);
            String pool = type.instanceType().replaceAll("[^a-z0-9-]", "-") + "-" + pools.size();
            MarketFile.Warm warm = orElse(type.warm(), usual);
            pools.add(new PoolFact(pool, spec(type, zones, paid, warm)));
            disks.add(new Scenario.Disk(pool, warm.diskPerHour()));
            for (String zone : zones) {
                offers.add(offer(pool, zone, type, paid, boot));
                Integer limit = type.limit();
                if (limit != null) {
                    capacity.add(new Scenario.Capacity(zone, type.instanceType(), limit));
                }
            }
        }
        return new Market(pools, offers, capacity, disks);
    }

    private static PoolSpec spec(
            MarketFile.Type type, List<String> zones, CapacityType paid, MarketFile.Warm warm) {
        return new PoolSpec(
                ProviderKind.AWS,
                "region",
                zones,
                List.of(type.instanceType()),
                List.of(paid),
                null,
                0,
                orElse(type.max(), PoolSpec.MAX_NODES),
                new WarmSpec(warm.max(), List.of(WarmState.STOPPED)),
                null,
                null,
                null);
    }

    private static Offer offer(
            String pool, String zone, MarketFile.Type type, CapacityType paid, Duration boot) {
        return new Offer(
                pool,
                ProviderKind.AWS,
                "region",
                zone,
                "",
                new NodeTemplate(
                        type.instanceType(),
                        type.gpuModel(),
                        type.gpus(),
                        type.cpuMillis(),
                        type.memoryMib()),
                paid,
                type.pricePerHour(),
                type.pricePerHour(),
                Duration.ofSeconds(orElse(type.minimumBillingSeconds(), 60)),
                TERMINATES_IN,
                boot,
                1,
                orElse(type.interruptionPerHour(), 0.0));
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /// Nodes of eight GPUs of each model that a trace asks for, and of one more for what takes any; openb's also of two, as there.
    static MarketFile suiting(FleetTrace trace, FleetTraceFormat format) {
        Set<GpuModel> models = new LinkedHashSet<>();
        int cpu = 16_000;
        int memory = 131_072;
        for (FleetTrace.Arrival row : trace.rows()) {
            Shape shape = row.spec().shape();
            models.addAll(shape.models());
            cpu = Math.max(cpu, shape.cpuMillis() / Math.max(1, shape.gpus()));
            memory = Math.max(memory, shape.memoryMib() / Math.max(1, shape.gpus()));
        }
        models.add(GpuModel.A100_80GB);
        List<MarketFile.Type> types = new ArrayList<>();
        for (GpuModel model : models.stream().sorted().toList()) {
            types.add(
                    type(model, GPUS_A_NODE, Math.max(128_000, cpu), Math.max(1_048_576, memory)));
            if (format == FleetTraceFormat.OPENB) {
                types.add(type(model, 2, Math.max(64_000, cpu), Math.max(262_144, memory)));
            }
        }
        return new MarketFile(types);
    }

    private static MarketFile.Type type(GpuModel model, int gpus, int cpu, int memory) {
        return new MarketFile.Type(
                model.label().toLowerCase(java.util.Locale.ROOT) + "x" + gpus,
                model,
                gpus,
                cpu,
                memory,
                new Money(Math.round(gpus * perGpuHour(model) * 1_000_000)),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /// Dollars an hour for one GPU on demand, in the order of what clouds ask.
    private static double perGpuHour(GpuModel model) {
        return switch (model) {
            case B200 -> 7.5;
            case H200 -> 5;
            case H100 -> 4;
            case A100_80GB -> 2.5;
            case A100_40GB, G3 -> 2;
            case L40S -> 1.8;
            case A10G, A10, V100M32, G2 -> 1.2;
            case L4, V100M16, G1 -> 0.9;
            case T4, P100 -> 0.6;
        };
    }
}
