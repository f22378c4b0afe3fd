package io.headroom.placement.pool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.pool.MachineSpec;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.Place;
import io.headroom.contracts.pool.PoolChanged;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.Topology.Within;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.platform.rest.FieldError;

/// Whether any rack, zone or NVLink island that pools declare could ever hold all replicas of a workload that requires one.
final class NearEnough {

    private final Shape shape;
    private final Within within;

    /// Replicas by the name of the place.
    private final Map<String, Long> most = new LinkedHashMap<>();

    private NearEnough(Shape shape, Within within) {
        this.shape = shape;
        this.within = within;
    }

    static Optional<FieldError> whyNever(WorkloadSpec spec, List<PoolChanged> pools) {
        Topology topology = spec.togetherness();
        if (topology == null || !topology.required()) {
            return Optional.empty();
        }
        NearEnough near = new NearEnough(spec.shape(), topology.within());
        pools.forEach(near::add);
        long largest = near.most.values().stream().mapToLong(Long::longValue).max().orElse(0);
        String one = topology.within().label();
        return largest >= spec.replicas()
                ? Optional.empty()
                : Optional.of(
                        new FieldError(
                                "topology.within",
                                largest == 0
                                        ? "no pool of lane "
                                                + spec.lane()
                                                + " has nodes for it that are known to be in a "
                                                + one
                                        : "no one "
                                                + one
                                                + " of lane "
                                                + spec.lane()
                                                + " could ever hold "
                                                + spec.replicas()
                                                + " replicas; the most is "
                                                + largest));
    }

    private void add(PoolChanged pool) {
        PoolSpec spec = pool.spec();
        if (within == Within.NVLINK_ISLAND) {
            pool.templates().stream()
                    .filter(t -> t.gpuModel().hasNvLink())
                    .forEach(t -> most.merge("machine", MostOnOne.of(t, shape), Math::max));
        } else if (spec.provider() == ProviderKind.REDFISH) {
            spec.machines().forEach(machine -> add(pool, machine));
        } else {
            long nodes = spec.max();
            for (String zone : spec.zones()) {
                add(Place.of(spec.provider(), spec.region(), zone), nodes * best(pool));
            }
        }
    }

    private void add(PoolChanged pool, MachineSpec machine) {
        PoolSpec spec = pool.spec();
        pool.templates().stream()
                .filter(t -> t.instanceType().equals(machine.name()))
                .forEach(
                        t ->
                                add(
                                        Place.of(spec.provider(), spec.region(), machine.rack()),
                                        MostOnOne.of(t, shape)));
    }

    private void add(Place place, long replicas) {
        String name = within == Within.RACK ? place.rack() : place.zone();
        if (!name.isEmpty()) {
            most.merge(name, replicas, Long::sum);
        }
    }

    private long best(PoolChanged pool) {
        return pool.templates().stream()
                .mapToLong((NodeTemplate t) -> MostOnOne.of(t, shape))
                .max()
                .orElse(0);
    }
}
